package io.guichet.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not let in, and why; the healthy one beside it always is. */
class PluginQuarantineTest {

    @TempDir
    Path temp;

    PluginFolder folder;

    @BeforeEach
    void open() throws Exception {
        folder = PluginFolder.in(temp);
        folder.drop("zz-sain.jar", PluginSource.agent("sain", "\"Bonjour\""));
    }

    @AfterEach
    void the_healthy_one_is_in_use() throws Exception {
        assertThat(folder.ask("sain", "")).isEqualTo("Bonjour");
        assertThat(folder.plugins.ready()).isTrue();
        folder.close();
    }

    private void assertQuarantined(String file, QuarantineReason reason, String text) {
        var quarantine = folder.quarantineOf(file);
        assertThat(quarantine.reason()).isEqualTo(reason);
        assertThat(quarantine.text()).contains(text);
    }

    private void dropMembers(String members) throws Exception {
        folder.dropAndSettle("malade.jar", PluginSource.withMembers("malade", members));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pas un zip", "PK\u0003\u0004 presque"})
    void what_is_not_a_zip(String content) throws Exception {
        Files.writeString(folder.path.resolve("malade.jar"), content);
        folder.settle();

        assertQuarantined("malade.jar", QuarantineReason.NOT_A_ZIP, "");
    }

    @Test
    void a_file_that_cannot_be_read() throws Exception {
        Files.createSymbolicLink(folder.path.resolve("malade.jar"), temp.resolve("nulle-part.jar"));
        folder.settle();

        assertQuarantined("malade.jar", QuarantineReason.UNREADABLE, "NoSuchFile");
    }

    @Test
    void one_without_a_manifest() throws Exception {
        folder.dropAndSettle("malade.jar", PluginSource.agent("malade", "\"\"").without("META-INF/MANIFEST.MF"));

        assertQuarantined("malade.jar", QuarantineReason.NO_MANIFEST_VERSION, "Guichet-Spi-Version: 1");
    }

    @Test
    void one_whose_manifest_cannot_be_read() throws Exception {
        folder.dropAndSettle(
                "malade.jar",
                PluginSource.agent("malade", "\"\"").resource("META-INF/MANIFEST.MF", "n'importe quoi\n\n"));

        assertQuarantined("malade.jar", QuarantineReason.NO_MANIFEST_VERSION, "cannot be read");
    }

    @Test
    void one_whose_manifest_names_no_spi() throws Exception {
        folder.dropAndSettle(
                "malade.jar", PluginSource.agent("malade", "\"\"").manifest("Implementation-Version: 4\n"));

        assertQuarantined("malade.jar", QuarantineReason.NO_MANIFEST_VERSION, "does not say Guichet-Spi-Version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "1.0", "un"})
    void one_that_was_built_for_another_spi_and_none_of_its_classes_is_loaded(String version) throws Exception {
        System.clearProperty("guichet.test.touched");
        folder.dropAndSettle(
                "malade.jar",
                PluginSource.withMembers("malade", "static { System.setProperty(\"guichet.test.touched\", \"yes\"); }")
                        .manifest("Guichet-Spi-Version: " + version + "\n"));

        assertQuarantined("malade.jar", QuarantineReason.WRONG_SPI_VERSION, "built for SPI " + version);
        assertThat(System.getProperty("guichet.test.touched")).isNull();
    }

    @Test
    void one_that_names_no_entry_point() throws Exception {
        folder.dropAndSettle(
                "malade.jar", PluginSource.agent("malade", "\"\"").without("META-INF/services/io.guichet.spi.Plugin"));

        assertQuarantined("malade.jar", QuarantineReason.NO_ENTRY_POINT, "META-INF/services/io.guichet.spi.Plugin");
    }

    @Test
    void one_that_names_two_entry_points() throws Exception {
        folder.dropAndSettle(
                "malade.jar",
                PluginSource.agent("malade", "\"\"")
                        .source("fr/essai/Autre.java", PluginSource.entryPoint("Autre", "autre", ""))
                        .services("fr.essai.EssaiPlugin", "fr.essai.Autre"));

        assertQuarantined("malade.jar", QuarantineReason.SEVERAL_ENTRY_POINTS, "2 classes");
    }

    @Test
    void one_whose_entry_point_is_not_there() throws Exception {
        folder.dropAndSettle("malade.jar", PluginSource.agent("malade", "\"\"").services("fr.essai.Oubliée"));

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "fr.essai.Oubliée not found");
    }

    @Test
    void one_that_throws_in_its_static_initialiser() throws Exception {
        dropMembers("static { if (true) throw new IllegalStateException(\"pas de licence\"); }");

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "IllegalStateException: pas de licence");
        assertThat(folder.copies()).hasSize(1);
    }

    @Test
    void one_that_throws_in_its_constructor() throws Exception {
        dropMembers("public EssaiPlugin() { throw new UnsupportedOperationException(\"pas ici\"); }");

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "UnsupportedOperationException: pas ici");
    }

    @Test
    void one_that_overflows_its_stack() throws Exception {
        dropMembers("public List<SectorAgent> sectorAgents() { return sectorAgents(); }");

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "StackOverflowError");
    }

    @Test
    void one_that_asks_for_more_memory_than_there_is() throws Exception {
        dropMembers("static final long[] TABLE = new long[Integer.MAX_VALUE];");

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "OutOfMemoryError");
    }

    @Test
    void one_that_misses_a_class() throws Exception {
        var library = PluginSource.of(Map.of("fr/lib/Tool.java", "package fr.lib; public class Tool {}"), Map.of())
                .dropAt(temp.resolve("tool.jar"));
        folder.dropAndSettle(
                "malade.jar",
                PluginSource.withMembers("malade", "private final fr.lib.Tool tool = new fr.lib.Tool();")
                        .library(library));

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "NoClassDefFoundError: fr/lib/Tool");
    }

    @Test
    void one_whose_exception_fails_to_say_why() throws Exception {
        dropMembers("""
                static class Muette extends RuntimeException {
                    public String getMessage() { throw this; }
                }
                public EssaiPlugin() { throw new Muette(); }
                """);

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "Muette, which fails to say why");
    }

    @Test
    void one_that_offers_null() throws Exception {
        dropMembers("public List<SectorAgent> sectorAgents() { return null; }");

        assertQuarantined("malade.jar", QuarantineReason.START_FAILED, "NullPointerException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fleuriste", "fleu riste", "fleuriste/../x", "éclair"})
    void one_with_a_bad_id(String id) throws Exception {
        folder.dropAndSettle("malade.jar", PluginSource.withMembers(id, ""));

        assertQuarantined("malade.jar", QuarantineReason.INVALID_ID, ": " + id);
    }

    @Test
    void one_with_a_sector_that_nobody_could_write() throws Exception {
        folder.dropAndSettle("malade.jar", offering("malade", "Fleurs et plantes"));

        assertQuarantined("malade.jar", QuarantineReason.INVALID_CAPABILITY, "sector Fleurs et plantes");
    }

    @Test
    void one_that_fails_to_close_after_it_was_refused_is_quarantined_for_the_first_reason() throws Exception {
        folder.dropAndSettle(
                "malade.jar",
                PluginSource.withMembers(
                        "Malade", "public void close() { throw new IllegalStateException(\"et en plus\"); }"));

        assertQuarantined("malade.jar", QuarantineReason.INVALID_ID, "Malade");
        assertThat(folder.copies()).hasSize(1);
    }

    @Test
    void one_that_has_the_id_of_another_until_that_one_goes() throws Exception {
        folder.drop("a.jar", PluginSource.agent("fleuriste", "\"Un\""));
        folder.dropAndSettle(
                "b.jar", PluginSource.agent("fleuriste", "\"Deux\"").version("2.0"));

        assertQuarantined("b.jar", QuarantineReason.DUPLICATE_ID, "a.jar already has the id fleuriste");
        assertThat(folder.plugins.statuses())
                .filteredOn(status -> status.file().equals("b.jar"))
                .singleElement()
                .matches(status -> "2.0".equals(status.version()) && "fleuriste".equals(status.id()));

        folder.remove("a.jar");
        folder.settle();
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Deux");
        assertThat(folder.active()).containsExactly("fleuriste 2.0", "sain 1.0");
    }

    @Test
    void one_that_offers_what_another_offers_until_that_one_stops_to() throws Exception {
        folder.drop("a.jar", PluginSource.agent("fleuriste", "\"Un\""));
        folder.dropAndSettle("b.jar", offering("bouquets", "fleuriste"));
        assertQuarantined("b.jar", QuarantineReason.DUPLICATE_CAPABILITY, "a.jar already offers [sector fleuriste]");

        folder.dropAndSettle("a.jar", PluginSource.withMembers("fleuriste", ""));

        assertThat(folder.ask("fleuriste", "")).isEqualTo("offert");
    }

    @Test
    void one_that_offers_a_sector_twice() throws Exception {
        dropMembers("""
                record Agent() implements SectorAgent {
                    public String sector() { return "fleuriste"; }
                    public Turn answer(TurnRequest request) { throw new IllegalStateException(); }
                }
                public List<SectorAgent> sectorAgents() { return List.of(new Agent(), new Agent()); }
                """);

        assertQuarantined("malade.jar", QuarantineReason.DUPLICATE_CAPABILITY, "sector fleuriste is offered twice");
    }

    @Test
    void one_that_is_quarantined_is_tried_again_when_it_changes_and_not_before() throws Exception {
        System.setProperty("guichet.test.starts", "");
        dropMembers("""
                static {
                    System.setProperty("guichet.test.starts", System.getProperty("guichet.test.starts") + "x");
                    if (true) throw new IllegalStateException();
                }
                """);
        folder.settle();
        assertThat(System.clearProperty("guichet.test.starts")).isEqualTo("x");

        folder.dropAndSettle("malade.jar", PluginSource.agent("malade", "\"Guéri\""));

        assertThat(folder.ask("malade", "")).isEqualTo("Guéri");
        assertThat(folder.plugins.statuses()).allMatch(PluginStatus::isActive);
    }

    @Test
    void one_that_leaves_the_folder_leaves_the_quarantine() throws Exception {
        Files.writeString(folder.path.resolve("malade.jar"), "pas un zip");
        folder.settle();
        folder.remove("malade.jar");
        folder.settle();

        assertThat(folder.plugins.statuses()).allMatch(PluginStatus::isActive);
    }

    @Test
    void one_that_loops_while_it_starts() throws Exception {
        folder.close();
        folder = PluginFolder.thatWaitsOnlyAMoment(Files.createDirectory(temp.resolve("court")));
        folder.dropAndSettle("sain.jar", PluginSource.agent("sain", "\"Bonjour\""));
        System.setProperty("guichet.test.loop", "on");
        try {
            dropMembers(
                    "static { while (\"on\".equals(System.getProperty(\"guichet.test.loop\"))) Thread.onSpinWait(); }");

            assertQuarantined("malade.jar", QuarantineReason.START_TIMED_OUT, "2000 ms");
            var late = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("guichet-plugin-start-malade.jar"))
                    .findFirst()
                    .orElseThrow();
            assertThat(late.isDaemon()).isTrue();
            System.clearProperty("guichet.test.loop");
            late.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(folder.copies()).hasSize(1);
        } finally {
            System.clearProperty("guichet.test.loop");
        }
    }

    private static PluginSource offering(String id, String sector) {
        return PluginSource.withMembers(id, """
                public List<SectorAgent> sectorAgents() {
                    return List.of(new SectorAgent() {
                        public String sector() { return "%s"; }
                        public Turn answer(TurnRequest request) {
                            return new Turn(List.of(new Turn.Part.Text("offert")), Facts.NONE, List.of());
                        }
                    });
                }
                """.formatted(sector));
    }
}
