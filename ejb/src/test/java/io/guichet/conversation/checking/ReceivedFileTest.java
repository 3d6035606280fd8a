package io.guichet.conversation;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReceivedFileTest {

    @ParameterizedTest
    @CsvSource({
        "jpg, photo.jpg, JPEG",
        "jpg, photo.JPEG, JPEG",
        "png, plan.png, PNG",
        "webp, photo.webp, WEBP",
        "pdf, devis.pdf, PDF"
    })
    void a_file_is_known_by_its_content_and_its_name(String content, String name, FileType type) {
        var file = ReceivedFile.check(name, sample(content));

        assertThat(file.type()).isEqualTo(type);
        assertThat(file.name()).isEqualTo(name);
        assertThat(file.sha256()).hasSize(32);
    }

    @Test
    void an_image_has_its_dimensions_and_a_small_copy() throws IOException {
        var file = ReceivedFile.check("photo.jpg", image("jpg", 800, 400));
        var small = ImageIO.read(new java.io.ByteArrayInputStream(file.thumbnail()));

        assertThat(file.width()).isEqualTo(800);
        assertThat(file.height()).isEqualTo(400);
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
    }

    @ParameterizedTest
    @CsvSource({
        "jpg, photo.png",
        "png, photo.jpg",
        "pdf, photo.jpg",
        "jpg, photo.pdf",
        "jpg, photo.jpg.exe",
        "jpg, photo",
        "jpg, .htaccess",
        "gif, photo.gif",
        "gif, photo.jpg",
        "html, photo.jpg",
        "html, page.html",
        "empty, photo.jpg",
        "svg, logo.svg",
        "zip, photo.pdf"
    })
    void a_name_that_lies_and_a_kind_that_nobody_asked_for_are_refused(String content, String name) {
        assertRefused(name, sample(content));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../../etc/photo.jpg          | photo.jpg
            C:\\\\Users\\\\Martin\\\\photo.jpg | photo.jpg
            /photo.jpg                   | photo.jpg
            salle de bain.jpg            | salle de bain.jpg
            éà.jpg                       | éà.jpg
            """)
    void of_a_name_the_last_part_is_kept(String name, String kept) {
        assertThat(ReceivedFile.check(name.replace("\\\\", "\\"), sample("jpg")).name())
                .isEqualTo(kept);
    }

    @Test
    void characters_that_deceive_a_reader_are_taken_out_of_a_name() {
        assertThat(ReceivedFile.check("a\u202Egpj\u0000\r\n\t\u0085\u200B.jpg", sample("jpg"))
                        .name())
                .isEqualTo("agpj.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "photos/", "..\\", "\u0000"})
    void a_file_has_a_name(String name) {
        assertRefused(name, sample("jpg"));
    }

    @Test
    void a_long_name_keeps_its_end() {
        assertThat(ReceivedFile.check("a".repeat(400) + ".jpg", sample("jpg")).name())
                .hasSize(255)
                .endsWith("a.jpg");
    }

    @Test
    void ten_megabytes_are_the_most() {
        var pdf = Arrays.copyOf(sample("pdf"), ReceivedFile.LARGEST);

        assertThat(ReceivedFile.check("plan.pdf", pdf).size()).isEqualTo(ReceivedFile.LARGEST);
        assertThatThrownBy(() -> ReceivedFile.check("plan.pdf", Arrays.copyOf(pdf, ReceivedFile.LARGEST + 1)))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FILE_TOO_LARGE));
    }

    /** A few bytes that would unpack to gigabytes: only the header is read. */
    @ParameterizedTest
    @CsvSource({"60000, 60000", "2147483647, 2147483647", "50000001, 1"})
    void an_image_of_too_many_pixels_is_refused_by_its_header(int width, int height) {
        assertRefused("photo.png", pngHeader(width, height));
    }

    @ParameterizedTest
    @CsvSource({"png, 0", "png, 8", "png, 30", "png, 60", "jpg, 3", "jpg, 20", "jpg, 200"})
    void an_image_that_breaks_off_is_refused(String format, int length) {
        assertRefused("photo." + format, Arrays.copyOf(sample(format), length));
    }

    @Test
    void an_image_of_noise_is_refused_and_never_a_fault_of_ours() {
        var random = new java.util.Random(7);
        for (var i = 0; i < 300; i++) {
            var format = i % 2 == 0 ? "png" : "jpg";
            var bytes = sample(format);
            for (var j = 0; j < 12; j++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            try {
                ReceivedFile.check("photo." + format, bytes);
            } catch (GuichetException e) {
                assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE);
            }
        }
    }

    static byte[] sample(String content) {
        return switch (content) {
            case "jpg", "png" -> image(content, 40, 30);
            case "pdf" -> "%PDF-1.7\n%%EOF".getBytes(StandardCharsets.US_ASCII);
            case "webp" -> "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
            case "gif" -> "GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.US_ASCII);
            case "html" -> "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
            case "svg" -> "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII);
            case "zip" -> "PK\3\4".getBytes(StandardCharsets.US_ASCII);
            case "empty" -> new byte[0];
            default -> throw new IllegalArgumentException(content);
        };
    }

    static byte[] image(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillOval(0, 0, width, height);
        graphics.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pngHeader(int width, int height) {
        var chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var sum = new CRC32();
        sum.update(chunk);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(chunk)
                .putInt((int) sum.getValue())
                .array();
    }

    private static void assertRefused(String name, byte[] bytes) {
        assertThatThrownBy(() -> ReceivedFile.check(name, bytes))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE));
    }
}
