package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.SampleFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReceivedFileTest {

    @ParameterizedTest
    @CsvSource({"jpg, photo.jpg, JPEG", "jpg, photo.JPEG, JPEG", "png, plan.png, PNG", "pdf, devis.pdf, PDF"})
    void a_file_is_known_by_its_content_and_its_name(String content, String name, FileType type) {
        var file = ReceivedFile.check(name, sample(content));

        assertThat(file.type()).isEqualTo(type);
        assertThat(file.name()).isEqualTo(name);
        assertThat(file.cameAs()).hasSize(32);
        assertThat(file.sha256()).hasSize(32);
    }

    @Test
    void an_image_has_its_dimensions_and_a_small_copy() throws IOException {
        var file = ReceivedFile.check("photo.jpg", SampleFiles.image("jpg", 800, 400));
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
        "gifjs, photo.gif",
        "gifjs, photo.jpg",
        "svg, logo.png",
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
        var photo = Arrays.copyOf(sample("jpg"), ReceivedFile.LARGEST);

        assertThat(ReceivedFile.check("plan.jpg", photo).size()).isLessThan(10_000);
        assertThatThrownBy(() -> ReceivedFile.check("plan.jpg", Arrays.copyOf(photo, ReceivedFile.LARGEST + 1)))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FILE_TOO_LARGE));
    }

    @Test
    void what_an_upload_will_be_is_refused_before_it_comes() {
        assertThat(ReceivedFile.checkClaim("../a\u0000b.jpg", 10)).isEqualTo("ab.jpg");
        assertThatThrownBy(() -> ReceivedFile.checkClaim("photo.jpg", ReceivedFile.LARGEST + 1L))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FILE_TOO_LARGE));
        assertThatThrownBy(() -> ReceivedFile.checkClaim("photo.gif", 10))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE));
    }

    /** What it takes is counted: it is refused for its header, and not once its memory is used up. */
    @Test
    void an_image_of_50_000_pixels_a_side_takes_no_memory() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertRefused("photo.png", SampleFiles.pngHeader(50_000, 50_000));
        var before = threads.getCurrentThreadAllocatedBytes();

        assertRefused("photo.png", SampleFiles.pngHeader(50_000, 50_000));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * 1024 * 1024);
    }

    /** A few bytes that would unpack to gigabytes: only the header is read. */
    @ParameterizedTest
    @CsvSource({"60000, 60000", "2147483647, 2147483647", "50000001, 1"})
    void an_image_of_too_many_pixels_is_refused_by_its_header(int width, int height) {
        assertRefused("photo.png", SampleFiles.pngHeader(width, height));
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
        return SampleFiles.of(content);
    }

    private static void assertRefused(String name, byte[] bytes) {
        assertThatThrownBy(() -> ReceivedFile.check(name, bytes))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE));
    }
}
