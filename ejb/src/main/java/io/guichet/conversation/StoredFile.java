package io.guichet.conversation;

import io.guichet.conversation.checking.ReceivedFile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a file that a contact sent; its bytes are in {@link io.guichet.storage.TenantFiles}. */
@Entity
@Table(name = "files")
class StoredFile {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "message_id")
    @Nullable
    UUID messageId;

    String name;

    @Column(name = "mime_type")
    String mimeType;

    @Column(name = "size_bytes")
    long sizeBytes;

    byte[] sha256;

    @Nullable
    Integer width;

    @Nullable
    Integer height;

    @Column(name = "has_thumbnail")
    boolean hasThumbnail;

    /** Whether its bytes are encrypted: all are, but for those from before. */
    boolean sealed;

    @Column(name = "taken_at")
    @Nullable
    LocalDateTime takenAt;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected StoredFile() {}

    StoredFile(FileId id, UUID tenant, UUID conversation, ReceivedFile file, Instant createdAt) {
        this.id = id.value();
        this.tenantId = tenant;
        this.conversationId = conversation;
        this.name = file.name();
        this.mimeType = file.type().mime();
        this.sizeBytes = file.size();
        this.sha256 = file.sha256();
        this.width = file.width();
        this.height = file.height();
        this.hasThumbnail = file.thumbnail() != null;
        this.sealed = true;
        this.takenAt = file.takenAt();
        this.createdAt = createdAt;
    }
}
