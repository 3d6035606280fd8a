package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import java.time.Instant;

/**
 * An order, as the business's people and software read it.
 *
 * @param status {@code placed}, {@code accepted}, {@code ready}, {@code done} or {@code cancelled}
 * @param fetchAt when the customer comes for it
 * @param note what the kitchen must know; may be empty
 */
public record OrderView(
        OrderId id,
        ConversationId conversationId,
        String status,
        Instant fetchAt,
        Customer customer,
        String note,
        PricedOrder order,
        Instant createdAt,
        Instant updatedAt) {}
