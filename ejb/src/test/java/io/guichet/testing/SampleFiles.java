package io.guichet.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Files as visitors send them, and what cameras write into them. */
public final class SampleFiles {

    /** 16 pixels a side, lossy, with something that shines through. */
    private static final String WEBP =
            "UklGRqgBAABXRUJQVlA4WAoAAAAQAAAADwAADwAAQUxQSMMAAAABJ6KokSTleucYX+ffKpmImP90cY3gJjDi4Yt3MsjBEVyDKzDosHgVjnhR"
                    + "NcEIDAJPkqBqsFUZHNa2bUYvTsZ2PLbtd/uvKa4hov9J0f2PkPe6REkkGzolkTTzFG0Ox9PlFiD0CxS+kOGDtxoynjaCfx0pfk52CPuInrOR75lz"
                    + "Rugygtv4zEiy90UwfSD9NheMITJWLaXWayO8XeOlWRXVnIGk2W6WdYoYMQ+KqixQNPowgt+6a1BSKbUtz+lUFAoBAAAAVlA4IL4AAACQAgCdASoQ"
                    + "ABAAAwA0JbACdDBPCIUMfAMdCCz96AD+/XSg/QKbH4r3Q3ycN/bSDK/T/zVo4u6nvclvG/SqxWOuup+XhN9BojvaW+Tv+MvxvX/hr/o/5Qns9Ltm"
                    + "X/+qKdl/yWznhuasl7nkxvSTI4xf3Y85VSB/lU/8Ofj/b9JrA+ifvIOYZm2x1RP/dhfmsf5diuSfR7+z+r/+HR3zEo/+XM/B+vkYw73Pzx+ROaAB"
                    + "/ZoBSzEs3rzZe6qsAAAA";

    private SampleFiles() {}

    public static byte[] of(String kind) {
        return switch (kind) {
            case "jpg", "png" -> image(kind, 40, 30);
            case "pdf" -> pdf(1);
            case "webp" -> webp();
            case "gif" -> "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.US_ASCII);
            case "gifjs" -> "GIF89a/*\0\0*/=1;alert(1)".getBytes(StandardCharsets.US_ASCII);
            case "html" -> "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
            case "svg" -> "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII);
            case "zip" -> "PK\3\4".getBytes(StandardCharsets.US_ASCII);
            case "empty" -> new byte[0];
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A blue disc. */
    public static byte[] image(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillOval(0, 0, width, height);
        graphics.dispose();
        return written(image, format);
    }

    /** Red and green above, blue and white below, each 16 by 8 pixels. */
    public static byte[] corners(String format) {
        var image = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        var colours = new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (var i = 0; i < 4; i++) {
            graphics.setColor(colours[i]);
            graphics.fillRect(i % 2 * 16, i / 2 * 8, 16, 8);
        }
        graphics.dispose();
        return written(image, format);
    }

    public static byte[] written(BufferedImage image, String format) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] webp() {
        return Base64.getDecoder().decode(WEBP);
    }

    /** The same picture without what shines through. */
    public static byte[] plainWebp() {
        var whole = webp();
        var at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("VP8 ");
        return riff(Arrays.copyOfRange(whole, at, whole.length));
    }

    /** A WebP of these parts, each with its name and length. */
    public static byte[] riff(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
        var riff = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
        riff.put(ascii("RIFF")).putInt(4 + length).put(ascii("WEBP"));
        for (var part : parts) {
            riff.put(part);
        }
        return riff.array();
    }

    /** A part of a WebP; its content has an even length. */
    public static byte[] riffPart(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** What a camera writes: which side is up, when, and where. */
    public static byte[] exif(int orientation, String taken) {
        var tiff = ByteBuffer.allocate(160).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(ascii("II")).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        tiff.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(60);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(110);
        tiff.putInt(0);
        tiff.position(60);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(80);
        tiff.putInt(0);
        tiff.position(80);
        tiff.put(ascii(taken)).put((byte) 0);
        tiff.position(110);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x001D).putShort((short) 2).putInt(20).putInt(130);
        tiff.putInt(0);
        tiff.position(130);
        tiff.put(ascii("WHERE-HE-LIVES 48.85"));
        return tiff.array();
    }

    /** A JPEG with more segments behind its begin: an EXIF, or any text. */
    public static byte[] jpegWith(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    public static byte[] jpegWithExif(byte[] jpeg, int orientation, String taken) {
        return jpegWith(jpeg, 0xE1, joined(ascii("Exif\0\0"), exif(orientation, taken)));
    }

    /** A PNG with another chunk behind its header. */
    public static byte[] pngWith(byte[] png, String name, byte[] content) {
        var chunk = joined(ascii(name), content);
        var sum = new CRC32();
        sum.update(chunk);
        return ByteBuffer.allocate(png.length + 12 + content.length)
                .put(png, 0, 33)
                .putInt(content.length)
                .put(chunk)
                .putInt((int) sum.getValue())
                .put(png, 33, png.length - 33)
                .array();
    }

    /** The begin of a PNG of so many pixels that nobody should unpack it. */
    public static byte[] pngHeader(int width, int height) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var chunk = joined(ascii("IHDR"), header);
        var sum = new CRC32();
        sum.update(chunk);
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(chunk)
                .putInt((int) sum.getValue())
                .array();
    }

    public static byte[] pdf(int pages) {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            for (var i = 0; i < pages; i++) {
                document.addPage(new PDPage());
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
