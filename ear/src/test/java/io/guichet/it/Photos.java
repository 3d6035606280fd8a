package io.guichet.it;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Photos as phones take them, and files that only say that they are. */
final class Photos {

    private Photos() {}

    static byte[] jpeg() {
        return picture("jpg");
    }

    static byte[] png() {
        return picture("png");
    }

    static byte[] truncatedJpeg() {
        var whole = jpeg();
        return Arrays.copyOf(whole, whole.length / 3);
    }

    /** A JPEG that is one: what follows its end is of no account, but makes it as large as asked. */
    static byte[] jpegOf(int bytes) {
        return Arrays.copyOf(jpeg(), bytes);
    }

    static byte[] svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The header of a PNG with so many pixels that nobody should unpack it. */
    static byte[] pngHeader(int width, int height) {
        var header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var sum = new CRC32();
        sum.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A JPEG with the place where it was taken, that is an archive as well. */
    static byte[] jpegThatTellsAndIsAnArchive() {
        var jpeg = jpeg();
        var place = "http://ns.adobe.com/xap/1.0/\0<x>OU-IL-HABITE</x>".getBytes(StandardCharsets.US_ASCII);
        var archive = "PK\3\4OU-IL-HABITE<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + place.length + archive.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) 0xE1)
                .putShort((short) (place.length + 2))
                .put(place)
                .put(jpeg, 2, jpeg.length - 2)
                .put(archive)
                .array();
    }

    static byte[] gifThatIsAScript() {
        return "GIF89a/*\0\0*/=1;alert(1)".getBytes(StandardCharsets.US_ASCII);
    }

    /** A document of one empty page, which may do something when it is opened. */
    static byte[] pdf(String whenOpened) {
        return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + whenOpened + ">>endobj\n"
                        + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
                        + "trailer<</Root 1 0 R/Size 4>>\n%%EOF\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] picture(String format) {
        var image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        var random = ThreadLocalRandom.current();
        for (var x = 0; x < 320; x += 16) {
            pen.setColor(new Color(random.nextInt(0x1000000)));
            pen.fillRect(x, 0, 16, 240);
        }
        pen.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
