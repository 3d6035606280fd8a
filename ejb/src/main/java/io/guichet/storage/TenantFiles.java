package io.guichet.storage;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.DataKeys;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The files of tenants by their names. What is written is encrypted here, and what was changed outside of Guichet is not
 * read back. Not for the inside of a transaction: it waits for a disk or for another server. Where
 * that does not answer, each of these throws {@link ProblemCode#UNAVAILABLE}.
 */
@ApplicationScoped
public class TenantFiles {

    private static final Logger LOG = Logger.getLogger(TenantFiles.class);
    private static final Duration LATER = Duration.ofSeconds(30);

    @Inject
    StorageConfig config;

    @Inject
    DataKeys keys;

    @SuppressWarnings("NullAway.Init")
    private FileStorage storage;

    @PostConstruct
    void open() {
        storage = config.open();
    }

    /** Writes files, each whole or not at all, by their names. */
    public void write(CallContext context, Map<String, byte[]> files) {
        var key = keys.of(context);
        files.forEach((name, bytes) -> {
            var box = key.seal(bytes, name);
            done(() -> storage.write(key(context.tenant(), name), box));
        });
    }

    /**
     * A file's bytes; nothing where there is none.
     *
     * @throws IllegalStateException if they are not what was written under this name for this tenant
     */
    public Optional<byte[]> read(CallContext context, String name) {
        return readAsIs(context.tenant(), name).map(box -> keys.of(context).open(box, name));
    }

    /** A file from before files were encrypted. */
    public Optional<byte[]> readAsIs(TenantId tenant, String name) {
        return asked(() -> storage.read(key(tenant, name)));
    }

    /** Removes a file; one that is not there is removed already. */
    public void delete(TenantId tenant, String name) {
        done(() -> storage.delete(key(tenant, name)));
    }

    /** Tells the names of all of a tenant's files that were written before a time. */
    public void writtenBefore(TenantId tenant, Instant time, Consumer<String> name) {
        done(() -> storage.list(tenant.toString(), kept -> {
            if (kept.writtenAt().isBefore(time)) {
                name.accept(kept.name());
            }
        }));
    }

    private static void done(Runnable action) {
        asked(() -> {
            action.run();
            return true;
        });
    }

    /** The caller is told to come back; the log has the reason, which is nobody else's business. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException | UncheckedIOException e) {
            LOG.warn("GUI0322 the storage of files does not answer", e);
            throw GuichetException.retryAfter(ProblemCode.UNAVAILABLE, "Files cannot be reached; try again.", LATER);
        }
    }

    private static String key(TenantId tenant, String name) {
        return tenant + "/" + name;
    }
}
