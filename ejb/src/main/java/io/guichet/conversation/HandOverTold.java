package io.guichet.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What the audit trail keeps of a hand-over: nobody's name, and nothing of what was said.
 *
 * @param assignee who has it, or is to take it, as the trail writes actors
 */
record HandOverTold(
        ConversationId conversationId,
        String state,
        @Nullable String assignee) {

    static HandOverTold of(HandOver row) {
        return new HandOverTold(new ConversationId(row.conversationId), row.state, row.assignee);
    }
}
