package io.guichet.knowledge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to read that an agent answers from. It is received, taken apart (parsing), cut into passages (indexing) and then
 * ready; or failed with a reason. What comes anew for it makes it received again; its old passages are found until the new
 * ones are there.
 */
@Entity
@Table(name = "documents")
class Document {

    static final String RECEIVED = "received";
    static final String PARSING = "parsing";
    static final String INDEXING = "indexing";
    static final String READY = "ready";
    static final String FAILED = "failed";

    private static final int LONGEST_FAILURE = 500;

    @Id
    UUID id;

    @Column(name = "tenant_id")
    @Nullable
    UUID tenantId;

    String collection;

    String title;

    String kind;

    @Column(name = "file_name")
    @Nullable
    String fileName;

    @Nullable
    String url;

    @Column(name = "size_bytes")
    long sizeBytes;

    byte @Nullable [] sha256;

    String state;

    @Nullable
    String failure;

    int passages;

    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Document() {}

    Document(DocumentId id, Shelf shelf, String title, DocumentKind kind, Instant now) {
        this.id = id.value();
        this.tenantId = shelf.tenant();
        this.collection = shelf.collection();
        this.title = title;
        this.kind = kind.code();
        this.state = RECEIVED;
        this.version = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    DocumentId id() {
        return new DocumentId(id);
    }

    Shelf shelf() {
        return new Shelf(tenantId, collection);
    }

    /** Its content comes anew: what was begun for the last one is left. */
    void receivedAgain(Instant now) {
        version++;
        enter(RECEIVED, now);
        failure = null;
    }

    /** Whether its content waits for that, or is at it. */
    boolean isToBeTakenApart() {
        return state.equals(RECEIVED) || state.equals(PARSING);
    }

    void enter(String next, Instant now) {
        state = next;
        updatedAt = now;
    }

    void fail(String reason, Instant now) {
        enter(FAILED, now);
        failure = reason.substring(0, Math.min(reason.length(), LONGEST_FAILURE));
    }

    DocumentView view() {
        return new DocumentView(
                id().toString(),
                title,
                kind,
                collection,
                fileName,
                url,
                sizeBytes,
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                state,
                failure,
                passages,
                version,
                createdAt,
                updatedAt);
    }
}
