package io.guichet.conversation;

import io.guichet.conversation.checking.FileType;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.storage.TenantFiles;
import io.guichet.tenancy.PlatformKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files that visitors send. The bytes are checked and written before the transaction that makes them known; where that
 * fails they are removed again.
 */
@ApplicationScoped
public class Files {

    private static final Logger LOG = Logger.getLogger(Files.class);

    /** How many files a conversation has at the most. */
    public static final int MOST = 10;

    /** Largest file, in bytes. */
    public static final int LARGEST = ReceivedFile.LARGEST;

    @Inject
    FileRecords records;

    @Inject
    TenantFiles store;

    @Inject
    PlatformKey platform;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Takes a file into the visitor's conversation.
     *
     * @param content fetched once it is looked at, which few are at a time
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#CONVERSATION_CLOSED}, {@link ProblemCode#FILE_TOO_LARGE}, {@link
     *     ProblemCode#TOO_MANY_FILES}, {@link ProblemCode#UNSUPPORTED_FILE}, {@link ProblemCode#STORAGE_FULL}, {@link ProblemCode#UNAVAILABLE};
     *     the conversation goes on
     */
    public FileView receive(
            Token session, String name, Supplier<byte[]> content, @Nullable String idempotencyKey, String correlation) {
        var context = records.visitor(session, idempotencyKey, correlation);
        var file =
                ReceivedFile.check(context.tenant().toString(), context.actor().text(), name, content);
        return keep(context, file, id -> records.add(session, id, file, idempotencyKey, correlation));
    }

    /** Writes the bytes, and makes them known; where that fails they are removed again. */
    FileView keep(CallContext context, ReceivedFile file, Function<FileId, Stored> makeKnown) {
        var id = FileId.next();
        var known = false;
        try {
            store.write(context, parts(id, file));
            var stored = makeKnown.apply(id);
            // A replay has the first one's id, and its bytes.
            known = stored.id().equals(id);
            return view(context.tenant(), stored, Reader.VISITOR);
        } finally {
            if (!known) {
                tidy(context, id);
            }
        }
    }

    private static Map<String, byte[]> parts(FileId id, ReceivedFile file) {
        var thumbnail = file.thumbnail();
        return thumbnail == null
                ? Map.of(original(id), file.bytes())
                : Map.of(original(id), file.bytes(), thumbnail(id), thumbnail);
    }

    /**
     * Removes bytes that nobody knows. That is asked again: a line that breaks during the commit leaves the answer open.
     * What cannot be removed now is found by the nightly round.
     */
    private void tidy(CallContext context, FileId id) {
        try {
            if (records.known(context, List.of(id)).isEmpty()) {
                delete(context.tenant(), id);
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0321 the bytes of %s, which was not kept, are left for the night", id);
        }
    }

    /** Removes a file's bytes. */
    void delete(TenantId tenant, FileId id) {
        store.delete(tenant, original(id));
        store.delete(tenant, thumbnail(id));
    }

    /**
     * The bytes at a signed address.
     *
     * @param expires seconds since the epoch, as the address says
     * @return nothing for an address that we did not sign, that has expired, or whose file is gone; and for a visitor's
     *     once no session opens his conversation any more
     */
    public Optional<Content> content(Address address, long expires, String signature) {
        if (!platform.signed("file", address.signedText(expires), signature)
                || clock.instant().getEpochSecond() > expires) {
            return Optional.empty();
        }
        var context = CallContext.platform(address.tenant(), "files", "file");
        var thumbnail = address.thumbnail();
        return records.find(context, address.file(), address.reader())
                .filter(f -> !thumbnail || f.hasThumbnail())
                .flatMap(f -> bytes(context, f, thumbnail)
                        .map(bytes -> new Content(bytes, thumbnail ? FileType.JPEG.mime() : f.mimeType(), f.name())));
    }

    private Optional<byte[]> bytes(CallContext context, Stored file, boolean thumbnail) {
        var name = thumbnail ? thumbnail(file.id()) : original(file.id());
        return file.sealed() ? store.read(context, name) : store.readAsIs(context.tenant(), name);
    }

    FileView view(TenantId tenant, Stored file, Reader reader) {
        var id = file.id();
        return new FileView(
                id.toString(),
                url(new Address(tenant, id, false, reader)),
                file.hasThumbnail() ? url(new Address(tenant, id, true, reader)) : null,
                file.name(),
                file.mimeType(),
                file.size());
    }

    private String url(Address address) {
        var expires = clock.instant().plus(config.fileUrlLifetime).getEpochSecond();
        return config.publicUrl + "/api/files/" + address.tenant() + "/" + address.file()
                + (address.thumbnail() ? "/thumbnail" : "/original")
                + "?expires=" + expires
                + (address.reader() == Reader.VISITOR ? "&reader=visitor" : "")
                + "&signature=" + platform.sign("file", address.signedText(expires));
    }

    private static String original(FileId id) {
        return id.toString();
    }

    private static String thumbnail(FileId id) {
        return id + ".thumb";
    }

    /** Which file bytes of this name belong to; nothing where the name is not one of ours. */
    static Optional<FileId> named(String name) {
        return FileId.parse(name.replaceFirst("(\\.thumb)?(\\.part)?$", ""));
    }

    /** For whom an address was made: a visitor's ends with the sessions of his conversation. */
    public enum Reader {
        TENANT,
        VISITOR
    }

    /** What an address says, but for its end. */
    public record Address(TenantId tenant, FileId file, boolean thumbnail, Reader reader) {

        private String signedText(long expires) {
            return tenant + "/" + file + "/" + thumbnail + "/" + expires + (reader == Reader.VISITOR ? "/visitor" : "");
        }
    }

    /**
     * A file's row.
     *
     * @param sealed whether its bytes are encrypted
     */
    record Stored(
            FileId id,
            String name,
            String mimeType,
            long size,
            boolean hasThumbnail,
            boolean sealed,
            Instant createdAt) {}

    /** Bytes to send. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(byte[] bytes, String mimeType, String name) {}

    /**
     * @param url signed; works for a while
     * @param thumbnailUrl likewise, or null where there is none
     * @param size in bytes
     */
    public record FileView(
            String id, String url, @Nullable String thumbnailUrl, String name, String mimeType, long size) {}
}
