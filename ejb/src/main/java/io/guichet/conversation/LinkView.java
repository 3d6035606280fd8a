package io.guichet.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link without its token.
 *
 * @param artisanExternalId for whom the conversation is held, or null where it is the tenant's own
 * @param contact the customer, as far as whoever made the link said
 * @param test whether it was made to try the agent out
 * @param maxUses how many browsers it opens; null for any number
 * @param uses how many it opened
 * @param openedAt by the first browser
 * @param startedAt the visitor's first message
 * @param completedAt when all that a pre-quote needs was known
 * @param sentAt when it was last sent by e-mail
 */
public record LinkView(
        LinkId id,
        LinkStage status,
        @Nullable String title,
        String deploymentKey,
        @Nullable String artisanExternalId,
        @Nullable LinkContact contact,
        @Nullable ConversationId conversationId,
        boolean test,
        @Nullable Integer maxUses,
        int uses,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant sentAt,
        @Nullable Instant openedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant revokedAt) {}
