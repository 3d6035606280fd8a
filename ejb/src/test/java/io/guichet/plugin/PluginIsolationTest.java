package io.guichet.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plugin sees, and what it does not. */
class PluginIsolationTest {

    /** Answers whether it sees the class that it is asked for. */
    private static final PluginSource CURIOUS =
            PluginSource.agent("curieux", "Eyes.see(request.text())").source("fr/essai/Eyes.java", """
                    package fr.essai;
                    class Eyes {
                        static String see(String name) {
                            if (name.contains("/")) {
                                return Eyes.class.getClassLoader().getResource(name) == null ? "hidden" : "seen";
                            }
                            try {
                                Class.forName(name, false, Eyes.class.getClassLoader());
                                return "seen";
                            } catch (ClassNotFoundException e) {
                                return "hidden";
                            }
                        }
                    }
                    """);

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.guichet.kernel.TenantId",
                "io.guichet.plugin.Plugins",
                "jakarta.ejb.Stateless",
                "org.hibernate.Session",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "org.jboss.logging.Logger",
                "org.junit.jupiter.api.Test",
                "io/guichet/kernel/TenantId.class",
                "META-INF/persistence.xml",
                "META-INF/beans.xml"
            })
    void a_plugin_does_not_see_the_server(String name) throws Exception {
        folder.dropAndSettle("curieux.jar", CURIOUS);

        assertThat(folder.ask("curieux", name)).isEqualTo("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.net.http.HttpClient",
                "java.sql.Connection",
                "com.sun.source.tree.Tree",
                "io.guichet.spi.Plugin",
                "io.guichet.spi.sector.Turn",
                "org.jspecify.annotations.Nullable",
                "META-INF/services/io.guichet.spi.Plugin"
            })
    void a_plugin_sees_the_jdk_the_spi_and_itself(String name) throws Exception {
        folder.dropAndSettle("curieux.jar", CURIOUS);

        assertThat(folder.ask("curieux", name)).isEqualTo("seen");
    }

    @Test
    void two_plugins_with_two_versions_of_a_library_do_not_meet() throws Exception {
        for (var version : new String[] {"1", "2"}) {
            var library = library(version);
            PluginSource.agent("fleuriste-" + version, "fr.lib.Tool.VERSION.toString()")
                    .library(library)
                    .unpackAt(folder.path.resolve("fleuriste-" + version), "classes");
        }
        folder.settle();

        assertThat(folder.ask("fleuriste-1", "")).isEqualTo("version 1");
        assertThat(folder.ask("fleuriste-2", "")).isEqualTo("version 2");
    }

    @Test
    void a_folder_is_a_plugin_too_with_classes_at_its_root_and_changes_as_one() throws Exception {
        var source = PluginSource.agent("fleuriste", "fr.lib.Tool.VERSION.toString()");
        source.library(library("1")).unpackAt(folder.path.resolve("fleuriste"), "");
        folder.settle();
        assertThat(folder.ask("fleuriste", "")).isEqualTo("version 1");

        Files.delete(folder.path.resolve("fleuriste/lib/tool.jar"));
        Files.copy(library("2"), folder.path.resolve("fleuriste/lib/tool.jar"));
        folder.settle();
        assertThat(folder.ask("fleuriste", "")).isEqualTo("version 2");
    }

    @Test
    void a_folder_without_a_manifest_is_quarantined() throws Exception {
        PluginSource.agent("fleuriste", "\"\"")
                .without("META-INF/MANIFEST.MF")
                .unpackAt(folder.path.resolve("fleuriste"), "");
        folder.settle();

        assertThat(folder.quarantineOf("fleuriste").reason()).isEqualTo(QuarantineReason.NO_MANIFEST_VERSION);
    }

    @Test
    void a_plugin_that_brings_its_own_copy_of_the_spi_uses_that_of_the_server() throws Exception {
        folder.dropAndSettle(
                "fleuriste.jar",
                PluginSource.agent("fleuriste", "Plugin.class.getClassLoader().getClass().getSimpleName()")
                        .source("io/guichet/spi/Plugin.java", """
                                package io.guichet.spi;
                                import io.guichet.spi.sector.SectorAgent;
                                import java.util.List;
                                public interface Plugin {
                                    String id();
                                    default List<SectorAgent> sectorAgents() { return List.of(); }
                                }
                                """));

        assertThat(folder.ask("fleuriste", "")).isNotEqualTo("PluginClassLoader");
    }

    private Path library(String version) throws Exception {
        var folder = Files.createDirectories(temp.resolve("lib-" + version));
        var source = "package fr.lib; public class Tool { public static final Object VERSION = \"version %s\"; }";
        return PluginSource.of(Map.of("fr/lib/Tool.java", source.formatted(version)), Map.of())
                .dropAt(folder.resolve("tool.jar"));
    }
}
