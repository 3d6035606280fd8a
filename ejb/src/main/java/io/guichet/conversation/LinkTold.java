package io.guichet.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the audit trail keeps of a link: nothing of the customer. */
record LinkTold(
        LinkId id,
        @Nullable ConversationId conversationId,
        boolean test,
        @Nullable Integer maxUses,
        int uses,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static LinkTold of(SessionLink link) {
        return new LinkTold(
                new LinkId(link.id),
                link.conversationId == null ? null : new ConversationId(link.conversationId),
                link.test,
                link.maxUses,
                link.uses,
                link.createdAt,
                link.expiresAt,
                link.revokedAt);
    }
}
