package io.guichet.conversation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One utterance. A visitor's is queued, then processing, then completed by the reply that names it in {@code reply_to},
 * or failed. An agent's or a person's is completed from the start.
 */
@Entity
@Table(name = "messages")
class Message {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    String role;

    String content;

    @Nullable
    String brief;

    String status;

    @Column(name = "reply_to")
    @Nullable
    UUID replyTo;

    @Column(name = "quick_replies")
    @Nullable
    String quickReplies;

    @Column(name = "pre_quote")
    @Nullable
    String preQuote;

    @Nullable
    String metadata;

    @Nullable
    String author;

    @Column(name = "asks_rating")
    @Nullable
    Boolean asksRating;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "erased_files")
    int erasedFiles;

    @SuppressWarnings("NullAway.Init")
    protected Message() {}

    Message(Conversation conversation, String role, String content, String status, Instant createdAt) {
        this.id = MessageId.next().value();
        this.tenantId = conversation.tenantId;
        this.conversationId = conversation.id;
        this.role = role;
        this.content = content;
        this.status = status;
        this.createdAt = createdAt;
    }
}
