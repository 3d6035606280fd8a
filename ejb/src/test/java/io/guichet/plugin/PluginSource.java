package io.guichet.plugin;

import io.guichet.spi.Plugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** The source of a plugin, compiled against nothing but the SPI, and packed as an integrator would. */
record PluginSource(Map<String, String> sources, Map<String, String> resources, List<Path> libraries) {

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** Source files and resources, by path. */
    static PluginSource of(Map<String, String> sources, Map<String, String> resources) {
        return new PluginSource(sources, resources, List.of());
    }

    /** A plugin with one agent, whose sector is the plugin's id and which always says the same. */
    static PluginSource agent(String id, String says) {
        return withMembers(id, """
                public List<SectorAgent> sectorAgents() {
                    return List.of(new SectorAgent() {
                        public String sector() { return "%s"; }
                        public Turn answer(TurnRequest request) {
                            return new Turn(List.of(new Turn.Part.Text(%s)), Facts.NONE, List.of());
                        }
                    });
                }
                """.formatted(id, says));
    }

    /** A plugin with these members beside its id. */
    static PluginSource withMembers(String id, String members) {
        return new PluginSource(
                        Map.of("fr/essai/EssaiPlugin.java", entryPoint("EssaiPlugin", id, members)),
                        Map.of(),
                        List.of())
                .manifest("Guichet-Spi-Version: 1\nImplementation-Version: 1.0\n")
                .resource(SERVICES, "fr.essai.EssaiPlugin\n");
    }

    static String entryPoint(String name, String id, String members) {
        return """
                package fr.essai;

                import io.guichet.spi.Plugin;
                import io.guichet.spi.channel.*;
                import io.guichet.spi.config.*;
                import io.guichet.spi.model.*;
                import io.guichet.spi.sector.*;
                import java.util.*;
                import java.util.function.*;

                public class %s implements Plugin {
                    public String id() { return "%s"; }
                    %s
                }
                """.formatted(name, id, members);
    }

    PluginSource manifest(String headers) {
        return resource(MANIFEST, "Manifest-Version: 1.0\n" + headers + "\n");
    }

    PluginSource version(String version) {
        return manifest("Guichet-Spi-Version: 1\nImplementation-Version: " + version + "\n");
    }

    PluginSource services(String... names) {
        return resource(SERVICES, String.join("\n", names) + "\n");
    }

    PluginSource source(String path, String text) {
        return new PluginSource(with(sources, path, text), resources, libraries);
    }

    PluginSource resource(String path, String text) {
        return new PluginSource(sources, with(resources, path, text), libraries);
    }

    PluginSource without(String resource) {
        var left = new LinkedHashMap<>(resources);
        left.remove(resource);
        return new PluginSource(sources, left, libraries);
    }

    /** A JAR that its folder brings, and that its sources may use. */
    PluginSource library(Path jar) {
        var more = new ArrayList<>(libraries);
        more.add(jar);
        return new PluginSource(sources, resources, more);
    }

    /** Its JAR, as bytes. */
    byte[] jar() {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            for (var file : files().entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Puts its JAR where it is to lie, in one step. */
    Path dropAt(Path path) throws IOException {
        var whole = Files.write(path.resolveSibling("." + path.getFileName()), jar());
        return Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Lays it out as a folder, with its libraries in {@code lib}.
     *
     * @param classes where in the folder classes lie, e.g. {@code classes}; empty for the folder itself
     */
    Path unpackAt(Path folder, String classes) throws IOException {
        for (var file : files().entrySet()) {
            var path = folder.resolve(classes).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        for (var library : libraries) {
            Files.createDirectories(folder.resolve("lib"));
            Files.copy(library, folder.resolve("lib").resolve(library.getFileName()));
        }
        return folder;
    }

    private Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        resources.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        files.putAll(compiled());
        return files;
    }

    private Map<String, byte[]> compiled() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var classes = new LinkedHashMap<String, ByteArrayOutputStream>();
        var standard = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        try (var manager = new InMemory(standard, classes)) {
            var units = sources.entrySet().stream()
                    .map(source -> new Unit(source.getKey(), source.getValue()))
                    .toList();
            var options = List.of("--release", "21", "-proc:none", "-classpath", classPath());
            if (!compiler.getTask(null, manager, null, options, null, units).call()) {
                throw new AssertionError("the plugin's source does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var bytes = new LinkedHashMap<String, byte[]>();
        classes.forEach((name, out) -> bytes.put(name.replace('.', '/') + ".class", out.toByteArray()));
        return bytes;
    }

    private String classPath() {
        var jars = new ArrayList<>(libraries);
        jars.add(homeOf(Plugin.class));
        jars.add(homeOf(NullMarked.class));
        return String.join(
                System.getProperty("path.separator"),
                jars.stream().map(Path::toString).toList());
    }

    private static Path homeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        var more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
