package io.guichet.conversation;

import io.guichet.kernel.Ids;
import io.guichet.kernel.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser's right to one conversation. Its secret stays in that browser; here is its hash. */
@Entity
@Table(name = "sessions")
class Session {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "secret_hash")
    byte[] secretHash;

    @Column(name = "parent_origin")
    @Nullable
    String parentOrigin;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    Session(Conversation conversation, Token secret, @Nullable String parentOrigin, Instant now, Instant expiresAt) {
        this.id = Ids.next();
        this.tenantId = conversation.tenantId;
        this.conversationId = conversation.id;
        this.secretHash = secret.hash();
        this.parentOrigin = parentOrigin;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }
}
