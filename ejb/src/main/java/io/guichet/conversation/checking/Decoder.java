package io.guichet.conversation.checking;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.guichet.kernel.GuichetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Unpacks an image. What its header says is compared with limits before a pixel is unpacked, so that a small file takes
 * little memory, whatever it would unpack to.
 */
final class Decoder {

    private static final long MOST_PIXELS = 50_000_000;

    /** Where the whole image is held in memory in another form meanwhile. */
    private static final long MOST_PIXELS_IN_PARTS = 25_000_000;

    private static final long MOST_PIXELS_OF_WEBP = 8_500_000;

    /** A photo that appears bit by bit has about ten; thousands only cost time. */
    private static final int MOST_SCANS = 20;

    private static final long MOST_BYTES = 72L * 1024 * 1024;

    private Decoder() {}

    /**
     * @throws GuichetException {@link io.guichet.kernel.ProblemCode#UNSUPPORTED_FILE} for one that is damaged, not whole,
     *     too large or animated
     */
    static BufferedImage decode(FileType type, byte[] bytes) {
        try (var input = new ByteArrayImageInputStream(bytes)) {
            var reader = reader(type);
            try {
                reader.setInput(input, type != FileType.WEBP, true);
                return decode(type, bytes, reader);
            } finally {
                reader.dispose();
            }
        } catch (GuichetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Refusals.refused("The image is damaged.", e);
        }
    }

    private static ImageReader reader(FileType type) throws IOException {
        return switch (type) {
            case JPEG, PNG ->
                ImageIO.getImageReadersByFormatName(type.extension()).next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            case PDF -> throw new IllegalArgumentException("a document is no image");
        };
    }

    private static BufferedImage decode(FileType type, byte[] bytes, ImageReader reader) throws IOException {
        // libjpeg fills what is missing with grey, and goes on.
        var whole = new AtomicBoolean(true);
        reader.addIIOReadWarningListener((source, warning) ->
                whole.compareAndSet(true, !warning.toLowerCase(Locale.ROOT).contains("premature end")));
        if (type == FileType.WEBP) {
            checkWebp(bytes);
        }
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        checkHeader(type, bytes, width, height);
        var image = reader.read(0, smaller(reader, width, height));
        if (!whole.get()) {
            throw Refusals.refused("The image is not whole.");
        }
        return image;
    }

    private static void checkHeader(FileType type, byte[] bytes, int width, int height) {
        var most = MOST_PIXELS;
        if (type == FileType.JPEG) {
            var scans = scans(bytes);
            if (scans > MOST_SCANS) {
                throw Refusals.refused("The image is drawn too many times.");
            }
            most = scans > 1 ? MOST_PIXELS_IN_PARTS : MOST_PIXELS;
        } else if (type == FileType.WEBP) {
            most = MOST_PIXELS_OF_WEBP;
            if (!Riff.isAllOfSize(bytes, width, height)) {
                throw Refusals.refused("The image is damaged.");
            }
        }
        if ((long) width * height > most) {
            throw Refusals.refused("The image has more than " + most / 1_000_000 + " million pixels.");
        }
    }

    private static void checkWebp(byte[] bytes) {
        if (Riff.isAnimated(bytes)) {
            throw Refusals.refused("The image moves; send a still one.");
        }
        if (!Riff.isWhole(bytes)) {
            throw Refusals.refused("The image is not whole.");
        }
    }

    /** How many times a JPEG is gone over at the most: its marker stands nowhere else but in a preview. */
    private static int scans(byte[] bytes) {
        var scans = 0;
        for (var i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xDA) {
                scans++;
            }
        }
        return scans;
    }

    /** Every pixel is read; of very many not all are kept. */
    private static ImageReadParam smaller(ImageReader reader, int width, int height) throws IOException {
        var sample = reader.getImageTypes(0).next().getSampleModel();
        var bytesOfPixel = (long) sample.getNumBands() * (sample.getSampleSize(0) > 8 ? 2 : 1);
        var step = 1;
        while (parts(width, step) * parts(height, step) * bytesOfPixel > MOST_BYTES) {
            step++;
        }
        var param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    private static long parts(int side, int step) {
        return Math.ceilDiv(side, step);
    }
}
