package io.guichet.conversation;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/**
 * A file as it arrived, checked by its content.
 *
 * @param width of an image, in pixels; null where it is none or its format does not say
 * @param thumbnail JPEG of at most 320 pixels a side, or null where none can be made
 */
@SuppressWarnings("ArrayRecordComponent")
record ReceivedFile(
        String name,
        FileType type,
        byte[] bytes,
        byte[] sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        byte @Nullable [] thumbnail) {

    /** Largest file, in bytes. */
    static final int LARGEST = 10 * 1024 * 1024;

    private static final long MOST_PIXELS = 50_000_000;
    private static final int THUMBNAIL = 320;
    private static final Semaphore DECODING = new Semaphore(2);
    private static final int LONGEST_NAME = 255;

    long size() {
        return bytes.length;
    }

    /**
     * Checks a file.
     *
     * @param claimedName as the browser sent it: only its last part is kept, and only for people to read
     * @throws GuichetException {@link ProblemCode#FILE_TOO_LARGE}, {@link ProblemCode#UNSUPPORTED_FILE}
     */
    static ReceivedFile check(String claimedName, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new GuichetException(ProblemCode.FILE_TOO_LARGE, "A file has at most 10 MB.");
        }
        var name = cleaned(claimedName);
        var type = FileType.of(bytes).orElseThrow(() -> refused("It is no JPEG, PNG, WebP or PDF."));
        var claimed = FileType.claimed(name);
        if (claimed.isEmpty() || claimed.get() != type) {
            throw refused("It is not what its name says.");
        }
        if (type == FileType.PDF || type == FileType.WEBP) {
            return new ReceivedFile(name, type, bytes, sha256(bytes), null, null, null);
        }
        var image = decode(bytes);
        return new ReceivedFile(
                name, type, bytes, sha256(bytes), image.width(), image.height(), thumbnail(image.image()));
    }

    /** The dimensions are read from the header before a pixel is unpacked. */
    private static Picture decode(byte[] bytes) {
        DECODING.acquireUninterruptibly();
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw refused("The image cannot be read.");
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                // libjpeg fills what is missing with grey, and goes on.
                var whole = new AtomicBoolean(true);
                reader.addIIOReadWarningListener((source, warning) -> whole.compareAndSet(
                        true, !warning.toLowerCase(Locale.ROOT).contains("premature end")));
                var width = reader.getWidth(0);
                var height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) {
                    throw refused("The image has more than 50 million pixels.");
                }
                var image = reader.read(0, smaller(reader, width, height));
                if (!whole.get()) {
                    throw refused("The image is not whole.");
                }
                return new Picture(image, width, height);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            var refusal = refused("The image is damaged.");
            refusal.addSuppressed(e);
            throw refusal;
        } finally {
            DECODING.release();
        }
    }

    /** Every pixel is read, few are kept: what is unpacked stays within some megabytes. */
    private static ImageReadParam smaller(ImageReader reader, int width, int height) {
        var step = Math.max(1, Math.max(width, height) / (2 * THUMBNAIL));
        var param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    /** What is seen of an image, and how large it is. */
    private record Picture(BufferedImage image, int width, int height) {}

    private static byte[] thumbnail(BufferedImage image) {
        try (var out = new ByteArrayOutputStream()) {
            Thumbnails.of(image)
                    .size(THUMBNAIL, THUMBNAIL)
                    .imageType(BufferedImage.TYPE_INT_RGB)
                    .outputFormat("jpg")
                    .outputQuality(0.8)
                    .toOutputStream(out);
            return out.toByteArray();
        } catch (IOException e) {
            var refusal = refused("The image cannot be made smaller.");
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private static String cleaned(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}]", "")
                .strip();
        if (last.isEmpty()) {
            throw refused("It has no name.");
        }
        return last.length() > LONGEST_NAME ? last.substring(last.length() - LONGEST_NAME) : last;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static GuichetException refused(String detail) {
        return new GuichetException(ProblemCode.UNSUPPORTED_FILE, detail);
    }
}
