package io.guichet.conversation;

import io.guichet.tenancy.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over as people and software read it.
 *
 * @param memberId for whom the conversation is held; null where it is the tenant's own
 * @param reason e.g. {@code asked_for_a_person}
 * @param assignee who has it, or is to take it
 * @param firstReplyAt when a person first wrote to the visitor
 * @param endedAt when the agent got it back, or it was closed
 */
public record HandOverView(
        HandOverId id,
        ConversationId conversationId,
        @Nullable MemberId memberId,
        String reason,
        HandOverState state,
        @Nullable Assignee assignee,
        Instant requestedAt,
        @Nullable Instant assignedAt,
        @Nullable Instant takenAt,
        @Nullable Instant firstReplyAt,
        @Nullable Instant endedAt) {

    /**
     * @param memberId null for the tenant's own software
     */
    public record Assignee(@Nullable MemberId memberId, String name) {}
}
