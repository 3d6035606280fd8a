package io.guichet.conversation;

import io.guichet.kernel.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a craftsman sends his customer. It leads to one conversation: created when the link is first opened by a page (a
 * robot's GET opens nothing), and found again from another device, unless it is for so many browsers only. It ends by its
 * date or by being revoked.
 *
 * @see "docs/adr/0034-what-uses-a-link.md"
 */
@Entity
@Table(name = "session_links")
class SessionLink {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "token_hash")
    byte[] tokenHash;

    @Column(name = "deployment_id")
    UUID deploymentId;

    @Column(name = "member_id")
    @Nullable
    UUID memberId;

    @Nullable
    String context;

    @Nullable
    String title;

    @Column(name = "contact_name")
    @Nullable
    String contactName;

    @Column(name = "contact_email")
    @Nullable
    String contactEmail;

    @Column(name = "max_uses")
    @Nullable
    Integer maxUses;

    int uses;

    @Column(name = "is_test")
    boolean test;

    byte @Nullable [] token;

    @Column(name = "opened_at")
    @Nullable
    Instant openedAt;

    @Column(name = "conversation_id")
    @Nullable
    UUID conversationId;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected SessionLink() {}

    SessionLink(
            UUID tenant,
            Token token,
            UUID deployment,
            @Nullable UUID member,
            @Nullable String context,
            String createdBy,
            Instant now,
            Instant expiresAt) {
        this.id = LinkId.next().value();
        this.tenantId = tenant;
        this.tokenHash = token.hash();
        this.deploymentId = deployment;
        this.memberId = member;
        this.context = context;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    /** A browser opens it. */
    void use(Instant now) {
        uses++;
        if (openedAt == null) {
            openedAt = now;
        }
    }

    /** Whether as many browsers opened it as may. */
    boolean isUsedUp() {
        return maxUses != null && uses >= maxUses;
    }

    void revoke(Instant now) {
        revokedAt = now;
        token = null;
    }

    boolean isGone(Instant now) {
        return revokedAt != null || !now.isBefore(expiresAt);
    }
}
