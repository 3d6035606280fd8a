package io.guichet.conversation;

import io.guichet.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The bytes of files on the local disk: one folder a tenant, named by ids of ours alone. */
@ApplicationScoped
class FileStore {

    @Inject
    ConversationConfig config;

    /** Writes a file whole or not at all. */
    void write(TenantId tenant, String name, byte[] bytes) {
        var folder = folder(tenant);
        var part = part(tenant, name);
        try {
            Files.createDirectories(folder);
            Files.write(
                    part,
                    bytes,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.DSYNC,
                    StandardOpenOption.WRITE);
            Files.move(part, path(tenant, name), StandardCopyOption.ATOMIC_MOVE);
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

    /** Where a file is; nothing where it is gone. */
    Optional<Path> read(TenantId tenant, String name) {
        return Optional.of(path(tenant, name)).filter(Files::isRegularFile);
    }

    void delete(TenantId tenant, String name) {
        try {
            Files.deleteIfExists(path(tenant, name));
            Files.deleteIfExists(part(tenant, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path part(TenantId tenant, String name) {
        return path(tenant, name + ".part");
    }

    private Path path(TenantId tenant, String name) {
        return folder(tenant).resolve(name);
    }

    private Path folder(TenantId tenant) {
        return Path.of(config.filesDir, tenant.toString());
    }
}
