package io.guichet.plugin;

import io.guichet.spi.Plugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's files say before any of its classes is loaded.
 *
 * @param version Implementation-Version, or null where there is none
 */
record PluginArchive(List<URL> classPath, @Nullable String version) {

    PluginArchive {
        classPath = List.copyOf(classPath);
    }

    /**
     * Reads the private copy of a plugin.
     *
     * @throws Refused if it is no plugin for this SPI
     */
    static PluginArchive read(Path copy) throws Refused {
        try {
            var folder = Files.isDirectory(copy);
            var attributes = folder ? ofFolder(copy) : ofJar(copy);
            checkSpiVersion(attributes.getValue(Plugin.SPI_VERSION_HEADER));
            return new PluginArchive(
                    folder ? classPathOf(copy) : List.of(url(copy)),
                    attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        } catch (IOException e) {
            throw new Refused(QuarantineReason.UNREADABLE, e.toString());
        }
    }

    private static void checkSpiVersion(@Nullable String built) throws Refused {
        var expected = String.valueOf(Plugin.SPI_VERSION);
        if (built == null) {
            throw new Refused(
                    QuarantineReason.NO_MANIFEST_VERSION,
                    "the manifest does not say " + Plugin.SPI_VERSION_HEADER + ": " + expected);
        }
        if (!built.strip().equals(expected)) {
            throw new Refused(
                    QuarantineReason.WRONG_SPI_VERSION,
                    "it was built for SPI " + built.strip() + ", and this server has SPI " + expected);
        }
    }

    private static Attributes ofJar(Path jar) throws IOException, Refused {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.getEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                return new Attributes();
            }
            try (var in = zip.getInputStream(entry)) {
                return new Manifest(in).getMainAttributes();
            } catch (ZipException e) {
                throw e;
            } catch (IOException e) {
                throw noManifest(e);
            }
        } catch (ZipException e) {
            throw new Refused(QuarantineReason.NOT_A_ZIP, String.valueOf(e.getMessage()));
        }
    }

    private static Attributes ofFolder(Path folder) throws IOException, Refused {
        for (var root : roots(folder)) {
            var manifest = root.resolve(JarFile.MANIFEST_NAME);
            if (Files.isRegularFile(manifest)) {
                try (var in = Files.newInputStream(manifest)) {
                    return new Manifest(in).getMainAttributes();
                } catch (IOException e) {
                    throw noManifest(e);
                }
            }
        }
        return new Attributes();
    }

    private static Refused noManifest(IOException e) {
        return new Refused(QuarantineReason.NO_MANIFEST_VERSION, "the manifest cannot be read: " + e.getMessage());
    }

    private static List<URL> classPathOf(Path folder) throws IOException {
        var urls = new ArrayList<URL>();
        for (var root : roots(folder)) {
            urls.add(url(root));
        }
        var libraries = folder.resolve("lib");
        if (Files.isDirectory(libraries)) {
            try (var files = Files.list(libraries)) {
                for (var jar : files.filter(f -> f.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    urls.add(url(jar));
                }
            }
        }
        return urls;
    }

    /** Where classes and the manifest may lie: the folder itself, and {@code classes} in it. */
    private static List<Path> roots(Path folder) {
        var classes = Optional.of(folder.resolve("classes")).filter(Files::isDirectory);
        return classes.map(c -> List.of(folder, c)).orElseGet(() -> List.of(folder));
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
