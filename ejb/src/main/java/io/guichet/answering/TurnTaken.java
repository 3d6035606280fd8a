package io.guichet.answering;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.CallContext;
import io.guichet.quote.PricedPreQuote;
import org.jspecify.annotations.Nullable;

/**
 * A message was answered, or given up. Observed inside the transaction of the reply.
 *
 * @param reply null where nobody could answer
 * @param completed the pre-quote with which the project became complete in this turn, or null
 * @param handOver why a person was called for in this turn, or null; also null while one is called for already
 */
public record TurnTaken(
        CallContext context,
        ConversationId conversation,
        MessageId message,
        @Nullable MessageId reply,
        @Nullable PricedPreQuote completed,
        @Nullable String handOver) {}
