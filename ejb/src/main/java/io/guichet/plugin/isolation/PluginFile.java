package io.guichet.plugin.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plugin as it lies in the watched folder at one moment: a JAR, or a folder.
 *
 * @param stamps of the JAR, or of every file in the folder; equal stamps mean the same content
 */
public record PluginFile(Path path, List<Stamp> stamps) {

    public PluginFile {
        stamps = List.copyOf(stamps);
    }

    /** What tells one content of a file from another without reading it. */
    public record Stamp(String name, long size, FileTime modified) {}

    /**
     * The plugins of a folder, by file name. Hidden files, and files that are no JAR, are none.
     *
     * @throws IOException if the folder cannot be listed
     */
    public static SortedMap<String, PluginFile> in(Path folder) throws IOException {
        var found = new TreeMap<String, PluginFile>();
        try (var paths = Files.newDirectoryStream(folder, PluginFile::mayBePlugin)) {
            for (var path : paths) {
                found.put(nameOf(path), at(path));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** What lies at a path now. A file that cannot be looked at has the failure as its stamp. */
    public static PluginFile at(Path path) {
        try {
            return new PluginFile(path, Files.isDirectory(path) ? stampsIn(path.toRealPath()) : List.of(stamp(path)));
        } catch (IOException | UncheckedIOException e) {
            return new PluginFile(path, List.of(new Stamp(e.toString(), 0, FileTime.from(Instant.EPOCH))));
        }
    }

    public String name() {
        return nameOf(path);
    }

    public boolean isFolder() {
        return Files.isDirectory(path);
    }

    /** Whether what lies there now is still this. */
    public boolean isUnchanged() {
        return equals(at(path));
    }

    private static boolean mayBePlugin(Path path) {
        var name = nameOf(path).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(path));
    }

    private static String nameOf(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }

    private static List<Stamp> stampsIn(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return stamp(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        }
    }

    private static Stamp stamp(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(file.toString(), attributes.size(), attributes.lastModifiedTime());
    }
}
