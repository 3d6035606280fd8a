package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.SampleFiles;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.guichet.testing.SampleFiles.ascii;
import static io.guichet.testing.SampleFiles.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Of an image its pixels are kept, the right way up, and when it was taken; nothing else of it is. */
class PictureTest {

    private static final String DATE = "2026:05:17 14:03:59";

    @ParameterizedTest
    @CsvSource({
        "1, 32, RED GREEN BLUE WHITE",
        "2, 32, GREEN RED WHITE BLUE",
        "3, 32, WHITE BLUE GREEN RED",
        "4, 32, BLUE WHITE RED GREEN",
        "5, 16, RED BLUE GREEN WHITE",
        "6, 16, BLUE RED WHITE GREEN",
        "7, 16, WHITE GREEN BLUE RED",
        "8, 16, GREEN WHITE RED BLUE"
    })
    void a_photo_is_turned_as_its_camera_says(int orientation, int width, String corners) {
        var photo = SampleFiles.jpegWithExif(SampleFiles.corners("jpg"), orientation, DATE);

        var picture = Picture.of(FileType.JPEG, photo);

        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(48 - width);
        assertThat(corners(picture.bytes())).isEqualTo(corners);
        assertThat(corners(picture.thumbnail())).isEqualTo(corners);
        assertThat(picture.takenAt()).isEqualTo(LocalDateTime.parse("2026-05-17T14:03:59"));
    }

    @Test
    void a_png_and_a_webp_are_turned_too() {
        var png = SampleFiles.pngWith(SampleFiles.corners("png"), "eXIf", SampleFiles.exif(6, DATE));
        var webp = SampleFiles.riff(
                Arrays.copyOfRange(SampleFiles.plainWebp(), 12, SampleFiles.plainWebp().length),
                SampleFiles.riffPart("EXIF", SampleFiles.exif(6, DATE)));

        assertThat(corners(Picture.of(FileType.PNG, png).bytes())).isEqualTo("BLUE RED WHITE GREEN");
        assertThat(Picture.of(FileType.WEBP, webp).takenAt()).isEqualTo(LocalDateTime.parse("2026-05-17T14:03:59"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0000:00:00 00:00:00", "9, 2026:13:45 99:99:99", "77, not a date at all"})
    void what_a_camera_says_wrongly_is_not_believed_and_the_photo_is_taken(int orientation, String taken) {
        var picture =
                Picture.of(FileType.JPEG, SampleFiles.jpegWithExif(SampleFiles.corners("jpg"), orientation, taken));

        assertThat(corners(picture.bytes())).isEqualTo("RED GREEN BLUE WHITE");
        assertThat(picture.takenAt()).isNull();
    }

    @Test
    void where_it_was_taken_and_all_else_that_is_no_pixel_is_gone() {
        var photo = SampleFiles.jpegWithExif(SampleFiles.corners("jpg"), 1, DATE);
        photo = SampleFiles.jpegWith(photo, 0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x>XMP-SECRET</x>"));
        photo = SampleFiles.jpegWith(photo, 0xFE, ascii("COMMENT-SECRET"));
        photo = SampleFiles.jpegWith(photo, 0xED, ascii("Photoshop 3.0\0IPTC-SECRET"));
        photo = joined(photo, ascii("PK\3\4TRAILING-SECRET<script>alert(1)</script>"));
        var png = SampleFiles.pngWith(SampleFiles.corners("png"), "tEXt", ascii("Author\0TEXT-SECRET"));
        png = SampleFiles.pngWith(png, "eXIf", SampleFiles.exif(1, DATE));
        png = joined(png, ascii("TRAILING-SECRET"));

        assertThat(latin(photo)).contains("WHERE-HE-LIVES");
        assertThat(latin(Picture.of(FileType.JPEG, photo).bytes()))
                .doesNotContain("SECRET", "WHERE-HE-LIVES", "Exif", "<script>", "PK\3\4");
        assertThat(latin(Picture.of(FileType.PNG, png).bytes()))
                .doesNotContain("SECRET", "WHERE-HE-LIVES", "eXIf", "tEXt");
    }

    @Test
    void a_photo_of_more_than_4096_pixels_a_side_is_made_smaller() {
        var picture = Picture.of(FileType.JPEG, SampleFiles.image("jpg", 6000, 3000));

        assertThat(picture.width()).isEqualTo(4096);
        assertThat(picture.height()).isEqualTo(2048);
        assertThat(read(picture.bytes()).getWidth()).isEqualTo(4096);
        assertThat(read(picture.thumbnail()).getWidth()).isEqualTo(320);
    }

    @Test
    void of_an_image_that_is_larger_than_memory_should_be_not_every_pixel_is_kept() {
        var picture = Picture.of(
                FileType.PNG, SampleFiles.written(new BufferedImage(9000, 5000, BufferedImage.TYPE_BYTE_GRAY), "png"));

        assertThat(picture.width()).isEqualTo(4096);
        assertThat(picture.height()).isBetween(2275, 2277);
    }

    @Test
    void what_shines_through_stays_and_is_white_in_the_small_copy() {
        var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        var png = Picture.of(FileType.PNG, SampleFiles.written(image, "png"));
        var webp = Picture.of(FileType.WEBP, SampleFiles.webp());

        assertThat(read(png.bytes()).getColorModel().hasAlpha()).isTrue();
        assertThat(new Color(read(png.thumbnail()).getRGB(20, 20))).isEqualTo(Color.WHITE);
        assertThat(webp.type()).isEqualTo(FileType.PNG);
        assertThat(read(webp.bytes()).getColorModel().hasAlpha()).isTrue();
    }

    @Test
    void a_webp_is_kept_as_a_jpeg_and_called_so() {
        var file = ReceivedFile.check("mur.webp", SampleFiles.plainWebp());

        assertThat(file.type()).isEqualTo(FileType.JPEG);
        assertThat(file.name()).isEqualTo("mur.jpg");
        assertThat(file.width()).isEqualTo(16);
        assertThat(read(file.bytes()).getHeight()).isEqualTo(16);
        assertThat(file.cameAs()).isNotEqualTo(file.sha256());
    }

    @Test
    void a_webp_that_moves_or_breaks_off_or_is_larger_than_it_says_is_refused() {
        var moving = SampleFiles.riff(SampleFiles.riffPart("ANIM", new byte[6]), part(SampleFiles.plainWebp()));
        var large = SampleFiles.webp();
        large[24] = 10;

        assertRefused(FileType.WEBP, moving, "The image moves; send a still one.");
        assertRefused(FileType.WEBP, Arrays.copyOf(SampleFiles.webp(), 300), "The image is not whole.");
        assertRefused(FileType.WEBP, large, "The image is damaged.");
    }

    @Test
    void a_jpeg_that_would_be_drawn_a_thousand_times_is_refused_before_it_is() {
        var scans = new byte[60];
        for (var i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xFF;
            scans[i + 1] = (byte) 0xDA;
        }

        assertRefused(FileType.JPEG, joined(SampleFiles.corners("jpg"), scans), "The image is drawn too many times.");
    }

    @Test
    void a_profile_of_colours_is_done_to_the_pixels() {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, new Color(55, 55, 55).getRGB());
        }
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var photo = SampleFiles.jpegWith(
                SampleFiles.written(image, "jpg"), 0xE2, joined(ascii("ICC_PROFILE\0\1\1"), profile));

        var grey = new Color(read(Picture.of(FileType.JPEG, photo).bytes()).getRGB(4, 4)).getRed();

        assertThat(grey).isBetween(120, 136);
    }

    private static byte[] part(byte[] riff) {
        return Arrays.copyOfRange(riff, 12, riff.length);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The colours of the quarters, from the left above to the right below. */
    private static String corners(byte[] bytes) {
        var image = read(bytes);
        var w = image.getWidth();
        var h = image.getHeight();
        return String.join(
                " ",
                colour(image, w / 4, h / 4),
                colour(image, 3 * w / 4, h / 4),
                colour(image, w / 4, 3 * h / 4),
                colour(image, 3 * w / 4, 3 * h / 4));
    }

    private static String colour(BufferedImage image, int x, int y) {
        var c = new Color(image.getRGB(x, y));
        if (c.getRed() > 180 && c.getGreen() > 180) {
            return "WHITE";
        }
        return c.getRed() > 180 ? "RED" : c.getGreen() > 180 ? "GREEN" : "BLUE";
    }

    private static void assertRefused(FileType type, byte[] bytes, String why) {
        assertThatThrownBy(() -> Picture.of(type, bytes))
                .hasMessage(why)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE));
    }
}
