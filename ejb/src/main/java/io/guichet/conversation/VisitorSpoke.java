package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import java.time.Instant;
import java.util.List;

/**
 * A visitor said something. Observed inside the transaction of the message, before it is counted: where his tenant's quota
 * refuses it, it was never said.
 *
 * @param context the visitor's own, who may nothing else
 * @param files that went with it
 * @param first whether the conversation begins with it
 */
public record VisitorSpoke(
        CallContext context,
        ConversationId conversation,
        MessageId message,
        List<FileId> files,
        boolean first,
        Instant at) {
    public VisitorSpoke {
        files = List.copyOf(files);
    }
}
