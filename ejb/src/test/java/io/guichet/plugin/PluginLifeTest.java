package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import io.guichet.plugin.PluginStatus.Kind;
import io.guichet.plugin.PluginStatus.State;
import io.guichet.plugin.isolation.PrivateCopies;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Dropped, replaced, removed. */
class PluginLifeTest {

    @TempDir
    Path temp;

    PluginFolder folder;

    @BeforeEach
    void open() throws Exception {
        folder = PluginFolder.in(temp);
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
    }

    @Test
    void a_jar_that_is_dropped_answers_after_the_second_scan() throws Exception {
        folder.drop("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));

        folder.directory.scan();
        assertThat(folder.plugins.sectorAgent("fleuriste")).isEmpty();

        folder.directory.scan();
        assertThat(folder.ask("fleuriste", "Bonjour")).isEqualTo("Bonjour");
        assertThat(folder.plugins.statuses())
                .containsExactly(new PluginStatus(
                        "fleuriste.jar",
                        "fleuriste",
                        "1.0",
                        new State.Active(List.of(new Capability(Kind.SECTOR, "fleuriste"))),
                        folder.clock.instant()));
    }

    @Test
    void the_platform_is_ready_when_what_lay_there_at_the_start_was_tried() throws Exception {
        folder.drop("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        Files.writeString(folder.path.resolve("cassé.jar"), "pas un zip");
        assertThat(folder.plugins.ready()).isFalse();

        folder.directory.scan();
        assertThat(folder.plugins.ready()).isFalse();

        folder.directory.scan();
        assertThat(folder.plugins.ready()).isTrue();
        assertThat(folder.plugins.statuses()).hasSize(2);
    }

    @Test
    void an_empty_folder_is_ready_too() throws Exception {
        folder.settle();

        assertThat(folder.plugins.ready()).isTrue();
        assertThat(folder.plugins.statuses()).isEmpty();
    }

    @Test
    void a_jar_that_is_still_being_copied_is_not_read() throws Exception {
        var whole = PluginSource.agent("fleuriste", "\"Bonjour\"").jar();
        var path = folder.path.resolve("fleuriste.jar");
        for (var part = 1; part <= 4; part++) {
            Files.write(path, Arrays.copyOf(whole, whole.length * part / 4));
            folder.directory.scan();
            assertThat(folder.plugins.statuses()).isEmpty();
        }

        folder.directory.scan();
        assertThat(folder.active()).containsExactly("fleuriste 1.0");
    }

    @Test
    void hidden_files_and_files_that_are_no_jar_are_left_alone() throws Exception {
        Files.writeString(folder.path.resolve("LISEZMOI.txt"), "Déposez ici vos plugins.");
        Files.write(
                folder.path.resolve(".fleuriste.jar.part"),
                PluginSource.agent("fleuriste", "\"Bonjour\"").jar());
        Files.createDirectories(folder.path.resolve(".git"));

        folder.settle();

        assertThat(folder.plugins.statuses()).isEmpty();
    }

    @Test
    void a_plugin_is_replaced_while_running_and_what_was_handed_out_before_reaches_the_new_one() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Un\""));
        var agent = folder.plugins.sectorAgent("fleuriste").orElseThrow();
        var before = folder.loaded();
        folder.clock.move(Duration.ofMinutes(5));

        folder.dropAndSettle(
                "fleuriste.jar", PluginSource.agent("fleuriste", "\"Deux\"").version("2.0"));

        assertThat(PluginFolder.said(agent.answer(PluginFolder.turn("")))).isEqualTo("Deux");
        assertThat(folder.active()).containsExactly("fleuriste 2.0");
        assertThat(folder.plugins.statuses().getFirst().since()).isEqualTo(folder.clock.instant());
        before.retire().get(20, TimeUnit.SECONDS);
        assertThat(folder.copies()).hasSize(1);
    }

    @Test
    void a_file_that_does_not_change_is_not_loaded_again() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        var loaded = folder.loaded();

        folder.settle();
        folder.settle();

        assertThat(folder.loaded()).isSameAs(loaded);
    }

    @Test
    void a_new_version_under_another_file_name_takes_over_without_a_gap() throws Exception {
        folder.dropAndSettle("fleuriste-1.jar", PluginSource.agent("fleuriste", "\"Un\""));
        folder.drop(
                "fleuriste-2.jar", PluginSource.agent("fleuriste", "\"Deux\"").version("2.0"));
        folder.remove("fleuriste-1.jar");

        folder.directory.scan();
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Un");

        folder.directory.scan();
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Deux");
        assertThat(folder.active()).containsExactly("fleuriste 2.0");
    }

    @Test
    void a_plugin_that_is_removed_is_closed_and_no_longer_found() throws Exception {
        System.clearProperty("guichet.test.closed");
        folder.dropAndSettle(
                "fleuriste.jar",
                PluginSource.withMembers(
                        "fleuriste", "public void close() { System.setProperty(\"guichet.test.closed\", \"yes\"); }"));
        var loaded = folder.loaded();

        folder.remove("fleuriste.jar");
        folder.settle();

        loaded.retire().get(20, TimeUnit.SECONDS);
        assertThat(System.clearProperty("guichet.test.closed")).isEqualTo("yes");
        assertThat(folder.plugins.statuses()).isEmpty();
        assertThat(folder.copies()).isEmpty();
    }

    @Test
    void an_agent_of_a_plugin_that_was_removed_says_that_it_is_gone() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        var agent = folder.plugins.sectorAgent("fleuriste").orElseThrow();

        folder.remove("fleuriste.jar");
        folder.settle();

        assertThat(folder.plugins.sectorAgent("fleuriste")).isEmpty();
        assertThatThrownBy(() -> agent.answer(PluginFolder.turn("")))
                .isInstanceOf(PluginGone.class)
                .hasMessageContaining("sector fleuriste");
    }

    @Test
    void a_file_that_is_missed_once_is_not_removed() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        folder.remove("fleuriste.jar");
        folder.directory.scan();

        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Rebonjour\""));

        assertThat(folder.ask("fleuriste", "")).isEqualTo("Rebonjour");
    }

    @Test
    void a_watched_folder_that_cannot_be_listed_leaves_all_as_it_is() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        Files.move(folder.path, temp.resolve("ailleurs"));

        folder.settle();
        folder.settle();

        assertThat(folder.ask("fleuriste", "")).isEqualTo("Bonjour");
    }

    @Test
    void the_class_loader_of_a_plugin_that_was_removed_is_collected() throws Exception {
        var collected = new ReferenceQueue<ClassLoader>();
        var loader = loadCallAndRemove(collected);

        var found = false;
        for (var turn = 0; turn < 100 && !found; turn++) {
            System.gc();
            found = collected.remove(100) != null;
        }

        assertThat(loader.refersTo(null)).isTrue();
    }

    private WeakReference<ClassLoader> loadCallAndRemove(ReferenceQueue<ClassLoader> collected) throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Bonjour");
        var loaded = folder.loaded();
        var loader = new WeakReference<>(loaded.loader(), collected);
        folder.remove("fleuriste.jar");
        folder.settle();
        loaded.retire().get(20, TimeUnit.SECONDS);
        return loader;
    }

    @Test
    void a_jar_that_is_overwritten_in_place_does_not_break_the_plugin_that_runs() throws Exception {
        folder.dropAndSettle(
                "fleuriste.jar",
                PluginSource.agent("fleuriste", "new Lazy().word()")
                        .source(
                                "fr/essai/Lazy.java",
                                "package fr.essai; class Lazy { String word() { return \"Chargé tard\"; } }"));
        Files.write(folder.path.resolve("fleuriste.jar"), new byte[64]);

        assertThat(folder.ask("fleuriste", "")).isEqualTo("Chargé tard");

        folder.settle();
        assertThat(folder.quarantineOf("fleuriste.jar").reason()).isEqualTo(QuarantineReason.NOT_A_ZIP);
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Chargé tard");
    }

    @Test
    void a_new_version_that_fails_leaves_the_old_one_in_use_and_stands_beside_it() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Un\""));

        folder.dropAndSettle(
                "fleuriste.jar",
                PluginSource.withMembers("fleuriste", "static { if (true) throw new IllegalStateException(\"non\"); }")
                        .version("2.0"));

        assertThat(folder.ask("fleuriste", "")).isEqualTo("Un");
        assertThat(folder.plugins.statuses())
                .extracting(PluginStatus::file, PluginStatus::version, PluginStatus::isActive)
                .containsExactly(tuple("fleuriste.jar", "1.0", true), tuple("fleuriste.jar", "2.0", false));

        folder.dropAndSettle(
                "fleuriste.jar", PluginSource.agent("fleuriste", "\"Trois\"").version("3.0"));
        assertThat(folder.plugins.statuses()).singleElement().matches(PluginStatus::isActive);
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Trois");
    }

    @Test
    void copies_that_an_earlier_run_left_are_thrown_away() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        Files.createDirectories(folder.copies.resolve("9-vieux/classes"));
        Files.writeString(folder.copies.resolve("9-vieux/classes/A.class"), "x");

        new PrivateCopies(folder.copies);

        assertThat(folder.copies()).isEmpty();
    }

    @Test
    void a_server_that_stops_closes_its_plugins() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Bonjour\""));
        var loaded = folder.loaded();

        folder.close();

        assertThat(loaded.retire()).isDone();
        assertThat(folder.plugins.ready()).isFalse();
        assertThat(folder.plugins.sectorAgent("fleuriste")).isEmpty();
        folder.settle();
        assertThat(folder.plugins.statuses()).isEmpty();
    }
}
