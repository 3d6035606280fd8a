package io.guichet.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Files that are too large, too many, or not what their names say: none is kept, and the conversation goes on. */
class BadPhotosIT {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    private final Tenant ebp = Tenant.ebp();
    private Visitor visitor;
    private List<String> before;

    @BeforeEach
    void somebody_is_in_a_conversation() {
        visitor = Visitor.ofEbp();
        before = Platform.filesOnDisk();
    }

    @AfterEach
    void the_conversation_goes_on_and_nothing_is_half_kept() {
        assertThat(visitor.says("Je veux refaire ma salle de bain de 8 m²").content())
                .isNotBlank();
        var known = Database.count(ebp, "files", visitor.conversation());
        var kept = Platform.filesOnDisk().stream()
                .filter(file -> !before.contains(file))
                .toList();
        assertThat(kept.stream().filter(file -> !file.endsWith(".thumb"))).hasSize((int) known);
        assertThat(kept).noneMatch(file -> file.endsWith(".part")).noneMatch(file -> file.contains(".."));
    }

    static Stream<Arguments> filesThatAreNotWhatTheirNamesSay() {
        return Stream.of(
                arguments("photo.jpg", Photos.png()),
                arguments("photo.png", Photos.svg()),
                arguments("photo.svg", Photos.svg()),
                arguments("photo.gif", Photos.gifThatIsAScript()),
                arguments("photo.jpg", Photos.gifThatIsAScript()),
                arguments("photo.png", Photos.pngHeader(50_000, 50_000)),
                arguments("devis.pdf", Photos.pdf("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")),
                arguments("devis.pdf", Photos.pdf("/OpenAction<</S/Launch/F(calc.exe)>>")),
                arguments("devis.pdf", Photos.pdf("/Names<</EmbeddedFiles<</Names[]>>>>")),
                arguments("devis.pdf", "%PDF-1.4\nrien".getBytes(StandardCharsets.US_ASCII)),
                arguments("photo.jpg", "ceci est un texte".getBytes(StandardCharsets.UTF_8)),
                arguments("photo.jpg", Photos.truncatedJpeg()),
                arguments("photo.png", Photos.pngHeader(30_000, 30_000)),
                arguments("photo.png", Photos.pngHeader(100, 100)),
                arguments("photo.png", Photos.pngHeader(0, 0)),
                arguments("photo.png", Photos.pngHeader(-1, -1)),
                arguments("photo.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
                arguments("photo.exe", Photos.jpeg()),
                arguments("photo", Photos.jpeg()),
                arguments("", Photos.jpeg()),
                arguments("photo.jpg.html", Photos.jpeg()),
                arguments("vide.jpg", new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("filesThatAreNotWhatTheirNamesSay")
    void a_file_that_is_not_what_its_name_says_is_refused(String name, byte[] bytes) {
        visitor.sendsPhoto(name, bytes).isProblem(422, "unsupported_file");
    }

    @Test
    void a_photo_of_10_megabytes_is_kept_and_one_of_a_byte_more_is_not() {
        visitor.sendsPhoto("juste.jpg", Photos.jpegOf(TEN_MEGABYTES)).is(201);
        visitor.sendsPhoto("trop.jpg", Photos.jpegOf(TEN_MEGABYTES + 1)).isProblem(413, "file_too_large");
    }

    @Test
    void a_body_past_all_limits_is_not_read_to_its_end() {
        visitor.sendsPhoto("enorme.jpg", Photos.jpegOf(3 * TEN_MEGABYTES)).is(413);
    }

    @Test
    void the_eleventh_photo_is_one_too_many() {
        for (var i = 1; i <= 10; i++) {
            visitor.sendsPhoto("photo" + i + ".jpg", Photos.jpeg()).is(201);
        }

        visitor.sendsPhoto("photo11.jpg", Photos.jpeg()).isProblem(413, "too_many_files");
    }

    @Test
    void eleven_at_once_where_one_has_room_are_one() throws InterruptedException {
        for (var i = 1; i <= 9; i++) {
            visitor.sendsPhoto("photo" + i + ".jpg", Photos.jpeg()).is(201);
        }

        var replies = Together.times(11, () -> visitor.sendsPhoto("photo.jpg", Photos.jpeg()));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .allSatisfy(reply -> reply.isProblem(413, "too_many_files"));
        assertThat(Database.count(ebp, "files", visitor.conversation())).isEqualTo(10);
    }

    @Test
    void where_a_photo_was_taken_and_what_hides_behind_it_is_told_to_nobody() {
        var sent = Photos.jpegThatTellsAndIsAnArchive();

        var kept = visitor.sendsPhoto("mur.jpg", sent).is(201).data();

        var read = Call.get(kept.at("/url").asText()).send().is(200);
        assertThat(read.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("OU-IL-HABITE");
        assertThat(new String(read.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("OU-IL-HABITE", "<script>", "PK\3\4");
        assertThat(read.bytes()).hasSize(kept.at("/size").asInt());
    }

    @Test
    void a_document_to_read_is_taken_and_is_a_download_that_may_do_nothing() {
        var kept = visitor.sendsPhoto("devis.pdf", Photos.pdf("")).is(201).data();

        var read = Call.get(kept.at("/url").asText()).send().is(200);
        assertThat(read.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(read.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(read.header("Content-Security-Policy")).contains("sandbox");
    }

    @Test
    void what_lies_on_the_disk_says_nothing() throws java.io.IOException {
        visitor.sendsPhoto("devis.pdf", Photos.pdf("")).is(201);

        var file = Platform.filesOnDisk().stream()
                .filter(f -> !before.contains(f))
                .findFirst()
                .orElseThrow();

        assertThat(java.nio.file.Files.readString(Platform.filesFolder().resolve(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("PDF", "Catalog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x.jpg", "..\\..\\x.jpg", "/etc/x.jpg", "C:\\x.jpg"})
    void a_name_that_climbs_is_cut_to_its_last_part(String name) {
        var kept = visitor.sendsPhoto(name, Photos.jpeg()).is(201).data();

        assertThat(kept.at("/name").asText()).isEqualTo("x.jpg");
        assertThat(kept.at("/url").asText()).doesNotContain("..");
    }

    @Test
    void a_form_without_a_file_is_a_problem() {
        visitor.call("POST", "/api/widget/v1/upload")
                .body(
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n")
                .send()
                .isProblem(400, "bad_request");
        visitor.call("POST", "/api/widget/v1/upload")
                .body("multipart/form-data; boundary=b", "--b\r\nthis is no part")
                .send()
                .isProblem(400, "bad_request");
        visitor.call("POST", "/api/widget/v1/upload")
                .body("multipart/form-data", "x")
                .send()
                .isProblem(400, "bad_request");
        visitor.call("POST", "/api/widget/v1/upload")
                .body("image/jpeg", Photos.jpeg())
                .send()
                .isProblem(415, "unsupported_media_type");
    }

    @Test
    void somebody_without_a_session_sends_nothing() {
        new Visitor("sess_of_nobody", visitor.conversation(), visitor.session())
                .sendsPhoto("photo.jpg", Photos.jpeg())
                .isProblem(401, "invalid_session");
    }
}
