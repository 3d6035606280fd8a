package io.guichet.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where bytes are kept. A key is a folder and a name, {@code tnt_…/file_…}: letters, digits, and {@code _ - .} inside of a
 * name. What can be repaired by trying again is an {@link java.io.UncheckedIOException} or the store's own.
 */
interface FileStorage {

    /** Writes a file whole or not at all; once this returned it is there after a power failure, too. */
    void write(String key, byte[] bytes);

    /** A file's bytes; nothing where there is none. */
    Optional<byte[]> read(String key);

    /** Removes a file; one that is not there is removed already. */
    void delete(String key);

    /** Tells of every file in a folder, in any order, also of what a process left half written when it was killed. */
    void list(String folder, Consumer<Kept> each);

    /**
     * A file that is there.
     *
     * @param name without its folder
     * @param writtenAt by the store's clock
     */
    record Kept(String name, Instant writtenAt) {}
}
