package io.guichet.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Created when its first session opens; started by the visitor's first message; from then on it counts. */
@Entity
@Table(name = "conversations")
class Conversation {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "deployment_id")
    UUID deploymentId;

    @Column(name = "member_id")
    @Nullable
    UUID memberId;

    String channel = "web";

    String status = "open";

    @Column(name = "status_reason")
    @Nullable
    String statusReason;

    String locale;

    @Column(name = "trusted_context")
    @Nullable
    String trustedContext;

    String facts = "{}";

    @Column(name = "facts_version")
    int factsVersion;

    @Nullable
    String project;

    @Column(name = "messages_count")
    int messagesCount;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "started_at")
    @Nullable
    Instant startedAt;

    @Column(name = "completed_at")
    @Nullable
    Instant completedAt;

    @Column(name = "last_message_at")
    @Nullable
    Instant lastMessageAt;

    int misunderstood;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "rating_asked_at")
    @Nullable
    Instant ratingAskedAt;

    @Column(name = "opened_by")
    @Nullable
    String openedBy;

    @SuppressWarnings("NullAway.Init")
    protected Conversation() {}

    Conversation(
            UUID tenant,
            UUID deployment,
            @Nullable UUID member,
            String locale,
            @Nullable String trustedContext,
            Instant createdAt) {
        this.id = ConversationId.next().value();
        this.tenantId = tenant;
        this.deploymentId = deployment;
        this.memberId = member;
        this.locale = locale;
        this.trustedContext = trustedContext;
        this.createdAt = createdAt;
    }
}
