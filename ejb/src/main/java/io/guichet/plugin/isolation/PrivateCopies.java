package io.guichet.plugin.isolation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The copies from which plugins run. A JAR that is overwritten in place breaks whoever reads it, so nothing is ever
 * loaded from the watched folder. No two copies have one name.
 */
public final class PrivateCopies {

    private final Path folder;
    private final AtomicLong number = new AtomicLong();

    /**
     * Throws away what an earlier run left.
     *
     * @param folder ours alone
     * @throws IOException if the folder cannot be emptied or made
     */
    public PrivateCopies(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        try (var left = Files.newDirectoryStream(folder)) {
            for (var copy : left) {
                delete(copy);
            }
        }
    }

    /**
     * Copies a JAR or a folder.
     *
     * @throws IOException if it cannot be read whole; nothing is left behind
     */
    public Path copy(PluginFile file) throws IOException {
        var copy = folder.resolve(number.incrementAndGet() + "-" + file.name());
        try {
            if (file.isFolder()) {
                copyFolder(file.path().toRealPath(), copy);
            } else {
                Files.copy(file.path(), copy);
            }
            return copy;
        } catch (IOException e) {
            delete(copy);
            throw e;
        }
    }

    /**
     * Deletes a copy; one that is not there is fine.
     *
     * @throws IOException if some of it could not be deleted
     */
    public void delete(Path copy) throws IOException {
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(copy, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (Files.isRegularFile(file)) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
