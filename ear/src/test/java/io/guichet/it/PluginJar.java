package io.guichet.it;

import io.guichet.spi.Plugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** A plugin as a stranger writes it: compiled against nothing but the SPI. */
record PluginJar(String id, String members, String spiVersion) {

    private static final String FOLDER = "fr/essai";

    /** An agent of a sector that always says the same. */
    static PluginJar agent(String id, String sector, String says) {
        return new PluginJar(id, """
                public List<SectorAgent> sectorAgents() {
                    return List.of(new SectorAgent() {
                        public String sector() { return "%s"; }
                        public Turn answer(TurnRequest request) {
                            return new Turn(List.of(new Turn.Part.Text("%s")), request.known(), List.of());
                        }
                    });
                }
                """.formatted(sector, says), "1");
    }

    static PluginJar with(String id, String members) {
        return new PluginJar(id, members, "1");
    }

    PluginJar builtFor(String spi) {
        return new PluginJar(id, members, spi);
    }

    /** Puts it into the platform's folder in one step, under a name. */
    void dropAs(String file) {
        drop(file, bytes());
    }

    static void drop(String file, byte[] bytes) {
        var target = Platform.pluginsFolder().resolve(file);
        try {
            var part = Files.write(target.resolveSibling("." + file + ".part"), bytes);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes() {
        try {
            var work = Files.createTempDirectory("plugin");
            var source = work.resolve("EssaiPlugin.java");
            Files.writeString(source, """
                    package fr.essai;

                    import io.guichet.spi.Plugin;
                    import io.guichet.spi.sector.*;
                    import java.util.*;

                    public class EssaiPlugin implements Plugin {
                        public String id() { return "%s"; }
                        %s
                    }
                    """.formatted(id, members));
            var classPath = homeOf(Plugin.class) + System.getProperty("path.separator") + homeOf(NullMarked.class);
            var result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "--release",
                            "21",
                            "-proc:none",
                            "-cp",
                            classPath,
                            "-d",
                            work.toString(),
                            source.toString());
            if (result != 0) {
                throw new AssertionError("the plugin's source does not compile");
            }
            return packed(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] packed(Path work) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(out);
                Stream<Path> classes = Files.list(work.resolve(FOLDER))) {
            put(jar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nGuichet-Spi-Version: " + spiVersion + "\n\n");
            put(jar, "META-INF/services/" + Plugin.class.getName(), "fr.essai.EssaiPlugin\n");
            for (var file : classes.toList()) {
                jar.putNextEntry(new JarEntry(FOLDER + "/" + file.getFileName()));
                jar.write(Files.readAllBytes(file));
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }

    private static String homeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What bundled plugins the platform's folder holds, with their bytes, to put them back. */
    static List<Path> inTheFolder() {
        try (var files = Files.list(Platform.pluginsFolder())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
