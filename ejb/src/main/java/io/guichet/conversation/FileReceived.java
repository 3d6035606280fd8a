package io.guichet.conversation;

import io.guichet.kernel.CallContext;

/**
 * A file of a visitor's is known from now on. Observed inside the transaction that makes it so.
 *
 * @param context the visitor's own, who may nothing else
 */
public record FileReceived(CallContext context, ConversationId conversation, FileId file) {}
