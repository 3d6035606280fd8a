package io.guichet.knowledge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a deployment answers to a question since somebody corrected its agent. Hits are counted past this entity. */
@Entity
@Table(name = "learned_answers")
class LearnedAnswer {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "deployment_id")
    UUID deploymentId;

    String locale;

    String question;

    String answer;

    String flags = "[]";

    @Column(name = "is_active")
    boolean active = true;

    @Column(updatable = false)
    long hits;

    @Column(name = "last_hit_at", updatable = false)
    @Nullable
    Instant lastHitAt;

    @Column(name = "conversation_id")
    @Nullable
    UUID conversationId;

    @Column(name = "message_id")
    @Nullable
    UUID messageId;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_name")
    @Nullable
    String createdByName;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "offered_at")
    @Nullable
    Instant offeredAt;

    int version = 1;

    @SuppressWarnings("NullAway.Init")
    protected LearnedAnswer() {}

    @SuppressWarnings("NullAway.Init")
    LearnedAnswer(UUID tenant, UUID deployment, String createdBy, @Nullable String createdByName, Instant now) {
        this.id = LearnedAnswerId.next().value();
        this.tenantId = tenant;
        this.deploymentId = deployment;
        this.createdBy = createdBy;
        this.createdByName = createdByName;
        this.createdAt = now;
        this.updatedAt = now;
    }

    LearnedAnswerId id() {
        return new LearnedAnswerId(id);
    }

    /** Whether the night tried to offer it as it is now. */
    boolean wasOffered() {
        return offeredAt != null && !offeredAt.isBefore(updatedAt);
    }
}
