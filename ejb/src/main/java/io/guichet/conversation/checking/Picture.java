package io.guichet.conversation.checking;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/**
 * An image, unpacked and packed anew: upright, at most 4,096 pixels a side, in the colours of screens. What else stood in
 * the file, before, in or behind the image, is gone.
 *
 * @param type of {@code bytes}: JPEG, or PNG where it came as one or something shines through
 * @param thumbnail JPEG of at most 320 pixels a side
 */
@SuppressWarnings("ArrayRecordComponent")
record Picture(
        FileType type,
        byte[] bytes,
        int width,
        int height,
        byte[] thumbnail,
        @Nullable LocalDateTime takenAt) {

    private static final int LONGEST_SIDE = 4096;
    private static final int THUMBNAIL = 320;
    private static final float FINE = 0.9f;
    private static final float COARSE = 0.8f;

    private static final Set<Integer> OF_SCREENS = Set.of(
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY);

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#UNSUPPORTED_FILE}
     */
    static Picture of(FileType type, byte[] bytes) {
        try {
            return packed(type, Decoder.decode(type, bytes), Exif.of(type, bytes));
        } catch (IOException e) {
            throw Refusals.refused("The image cannot be packed anew.", e);
        }
    }

    private static Picture packed(FileType type, BufferedImage decoded, Exif exif) throws IOException {
        var image = upright(smaller(ofScreens(decoded)), exif.orientation());
        var shines = image.getColorModel().hasAlpha();
        var bytes = type == FileType.PNG || shines ? png(image) : jpeg(image, FINE);
        var kept = type == FileType.PNG || shines ? FileType.PNG : FileType.JPEG;
        if (bytes.length > ReceivedFile.LARGEST) {
            bytes = jpeg(image, FINE);
            kept = FileType.JPEG;
        }
        var small = Thumbnails.of(image).size(THUMBNAIL, THUMBNAIL).asBufferedImage();
        return new Picture(kept, bytes, image.getWidth(), image.getHeight(), jpeg(small, COARSE), exif.takenAt());
    }

    /** A profile of colours goes with all else: what it meant is done to the pixels. */
    private static BufferedImage ofScreens(BufferedImage image) {
        if (OF_SCREENS.contains(image.getType())) {
            return image;
        }
        var converted =
                blank(image.getWidth(), image.getHeight(), image.getColorModel().hasAlpha());
        return new ColorConvertOp(null).filter(image, converted);
    }

    private static BufferedImage smaller(BufferedImage image) throws IOException {
        return Math.max(image.getWidth(), image.getHeight()) <= LONGEST_SIDE
                ? image
                : Thumbnails.of(image).size(LONGEST_SIDE, LONGEST_SIDE).asBufferedImage();
    }

    private static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        var w = image.getWidth();
        var h = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> throw new IllegalArgumentException("EXIF knows no orientation " + orientation);
        };
        var turned = orientation < 5
                ? blank(w, h, image.getColorModel().hasAlpha())
                : blank(h, w, image.getColorModel().hasAlpha());
        var pen = turned.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        pen.drawImage(image, turn, null);
        pen.dispose();
        return turned;
    }

    private static BufferedImage blank(int width, int height, boolean shines) {
        return new BufferedImage(width, height, shines ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        try (var out = new ByteArrayOutputStream();
                var stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
            stream.flush();
            return out.toByteArray();
        }
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpg").next();
        try (var out = new ByteArrayOutputStream();
                var stream = new MemoryCacheImageOutputStream(out)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(onWhite(image), null, null), param);
            stream.flush();
            return out.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage onWhite(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR || image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return image;
        }
        var white = blank(image.getWidth(), image.getHeight(), false);
        var pen = white.createGraphics();
        pen.drawImage(image, 0, 0, Color.WHITE, null);
        pen.dispose();
        return white;
    }
}
