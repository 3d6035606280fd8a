package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.PlatformKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files that visitors send. The bytes are checked and written before the transaction that makes them known; where that
 * fails they are removed again.
 */
@ApplicationScoped
public class Files {

    /** How many files a conversation has at the most. */
    public static final int MOST = 10;

    /** Largest file, in bytes. */
    public static final int LARGEST = ReceivedFile.LARGEST;

    @Inject
    FileRecords records;

    @Inject
    FileStore store;

    @Inject
    PlatformKey platform;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Takes a file into the visitor's conversation.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#CONVERSATION_CLOSED}, {@link ProblemCode#FILE_TOO_LARGE}, {@link
     *     ProblemCode#TOO_MANY_FILES}, {@link ProblemCode#UNSUPPORTED_FILE}; the conversation goes on
     */
    public FileView receive(
            Token session, String name, byte[] bytes, @Nullable String idempotencyKey, String correlation) {
        var tenant = records.tenant(session, idempotencyKey, correlation);
        var file = ReceivedFile.check(name, bytes);
        var id = FileId.next();
        store.write(tenant, original(id), file.bytes());
        if (file.thumbnail() != null) {
            store.write(tenant, thumbnail(id), file.thumbnail());
        }
        var known = false;
        try {
            var stored = records.add(session, id, file, idempotencyKey, correlation);
            // A replay has the first one's id, and its bytes.
            known = stored.id().equals(id);
            return view(tenant, stored);
        } finally {
            if (!known) {
                store.delete(tenant, original(id));
                store.delete(tenant, thumbnail(id));
            }
        }
    }

    /**
     * Where the bytes of a signed address are.
     *
     * @param expires seconds since the epoch, as the address says
     * @return nothing for an address that we did not sign, that has expired, or whose file is gone
     */
    public Optional<Content> content(TenantId tenant, FileId file, boolean thumbnail, long expires, String signature) {
        if (!platform.signed("file", signedText(tenant, file, thumbnail, expires), signature)
                || clock.instant().getEpochSecond() > expires) {
            return Optional.empty();
        }
        var context = CallContext.platform(tenant, "files", "file");
        return records.find(context, file)
                .filter(f -> !thumbnail || f.hasThumbnail())
                .flatMap(f -> store.read(tenant, thumbnail ? thumbnail(file) : original(file))
                        .map(path -> new Content(path, thumbnail ? FileType.JPEG.mime() : f.mimeType(), f.name())));
    }

    FileView view(TenantId tenant, Stored file) {
        var id = file.id();
        return new FileView(
                id.toString(),
                url(tenant, id, false),
                file.hasThumbnail() ? url(tenant, id, true) : null,
                file.name(),
                file.mimeType(),
                file.size());
    }

    private String url(TenantId tenant, FileId file, boolean thumbnail) {
        var expires = clock.instant().plus(config.fileUrlLifetime).getEpochSecond();
        return config.publicUrl + "/api/files/" + tenant + "/" + file + (thumbnail ? "/thumbnail" : "/original")
                + "?expires=" + expires + "&signature=" + signature(tenant, file, thumbnail, expires);
    }

    private String signature(TenantId tenant, FileId file, boolean thumbnail, long expires) {
        return platform.sign("file", signedText(tenant, file, thumbnail, expires));
    }

    private static String signedText(TenantId tenant, FileId file, boolean thumbnail, long expires) {
        return tenant + "/" + file + "/" + thumbnail + "/" + expires;
    }

    private static String original(FileId id) {
        return id.toString();
    }

    private static String thumbnail(FileId id) {
        return id + ".thumb";
    }

    /** A file's row. */
    record Stored(FileId id, String name, String mimeType, long size, boolean hasThumbnail, Instant createdAt) {}

    /** Bytes to send. */
    public record Content(Path path, String mimeType, String name) {}

    /**
     * @param url signed; works for a while
     * @param thumbnailUrl likewise, or null where there is none
     * @param size in bytes
     */
    public record FileView(
            String id, String url, @Nullable String thumbnailUrl, String name, String mimeType, long size) {}
}
