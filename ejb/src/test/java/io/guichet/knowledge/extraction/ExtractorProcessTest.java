package io.guichet.knowledge.extraction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes of the process, the server has an answer, and nothing of the process is left. */
class ExtractorProcessTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void what_it_says_is_read_and_what_it_should_not_say_is_left_out() {
        assertThat(run("good", ENOUGH))
                .isEqualTo(new Extraction.Taken(List.of(
                        new Block.Heading(2, "Titre"),
                        new Block.Paragraph("Bonjour é"),
                        new Block.Row(true, "a | b"),
                        new Block.Row(false, "c | d"),
                        new Block.Pair("q", "a"))));
    }

    @Test
    void one_that_never_ends_is_killed() {
        assertThat(run("endless", Duration.ofMillis(1500)))
                .isEqualTo(new Extraction.Refused("It could not be read within 1 seconds."));
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .map(p -> p.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("StubbornProgram"));
    }

    @Test
    void one_that_says_too_much_is_killed() {
        var tooLong = new Extraction.Refused("There is more text in it than a document may have.");
        assertThat(run("flood", ENOUGH)).isEqualTo(tooLong);
        assertThat(run("line", ENOUGH)).isEqualTo(tooLong);
    }

    @Test
    void one_that_dies_or_stops_half_way_gives_nothing() {
        var dead = new Extraction.Refused("It cannot be read: its reader did not survive it.");
        assertThat(run("dies", ENOUGH)).isEqualTo(dead);
        assertThat(run("half", ENOUGH)).isEqualTo(dead);
    }

    @Test
    void its_refusals_are_our_words_and_never_its_own() {
        assertThat(run("refuses", ENOUGH)).isEqualTo(new Extraction.Refused("It is protected by a password."));
        assertThat(run("lies", ENOUGH)).isEqualTo(new Extraction.Refused("It cannot be read."));
        assertThat(run("empty", ENOUGH)).isEqualTo(new Extraction.Refused("There is no text in it."));
    }

    @Test
    void it_knows_nothing_of_the_servers_environment() {
        assertThat(run("environment", ENOUGH))
                .isInstanceOfSatisfying(
                        Extraction.Taken.class,
                        taken -> assertThat(taken.blocks().toString())
                                .doesNotContain("PATH", "HOME", "JAVA_HOME", "GUICHET"));
    }

    @Test
    void what_a_killed_server_left_of_documents_is_removed_at_the_start_and_nothing_is_left_of_this_ones()
            throws IOException {
        var left = Files.createDirectories(folder.resolve("server/document-1/deeper"));
        Files.writeString(left.resolve("document"), "Le code du coffre est 1234.");
        Files.writeString(folder.resolve("server/extractor-1.jar"), "program");
        Files.writeString(folder.resolve("others"), "stays");

        var emptied = ExtractionFolder.emptied(folder.resolve("server"));
        assertThat(folder.resolve("server")).isEmptyDirectory();
        assertThat(run("good", ENOUGH, emptied)).isInstanceOf(Extraction.Taken.class);

        assertThat(folder.resolve("server")).isEmptyDirectory();
        assertThat(folder.resolve("others")).exists();
    }

    private Extraction run(String how, Duration time) {
        try {
            return run(how, time, ExtractionFolder.emptied(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Extraction run(String how, Duration time, ExtractionFolder folders) {
        var classes = StubbornProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                StubbornProgram.class.getName(),
                how);
        return new ExtractorProcess(command, new ExtractorProcess.Limits(time), folders)
                .run("Bonjour é".getBytes(StandardCharsets.UTF_8));
    }
}
