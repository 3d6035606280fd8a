package io.guichet.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Files on a disk that all nodes see. A file that is being written has another name, ending in {@code .part}. */
final class DiskStorage implements FileStorage {

    private static final String PART = ".part";

    private final Path root;

    /** Folders whose own names are on the disk for certain. */
    private final Set<Path> kept = ConcurrentHashMap.newKeySet();

    DiskStorage(Path root) {
        this.root = root;
    }

    @Override
    public void write(String key, byte[] bytes) {
        var path = path(key);
        var part = path(key + PART);
        var folder = root.resolve(key.substring(0, key.indexOf('/')));
        try {
            Files.createDirectories(folder);
            if (!kept.contains(folder)) {
                keepNames(root);
                kept.add(folder);
            }
            Files.write(
                    part,
                    bytes,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.DSYNC,
                    StandardOpenOption.WRITE);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            keepNames(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name is on the disk once its folder is: until then a power failure would take the file with it. */
    private static void keepNames(Path folder) throws IOException {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            return Optional.of(Files.readAllBytes(path(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(path(key));
            Files.deleteIfExists(path(key + PART));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void list(String folder, Consumer<Kept> each) {
        try (var files = Files.newDirectoryStream(root.resolve(StorageKey.checkedFolder(folder)))) {
            for (var file : files) {
                tell(file, each);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(Path file, Consumer<Kept> each) throws IOException {
        try {
            if (Files.isRegularFile(file)) {
                each.accept(new Kept(
                        file.getFileName().toString(),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (NoSuchFileException e) {
            // Somebody removed it between two looks: then it is not there.
            return;
        }
    }

    private Path path(String key) {
        return root.resolve(StorageKey.checked(key));
    }
}
