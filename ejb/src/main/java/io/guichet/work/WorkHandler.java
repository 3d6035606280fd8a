package io.guichet.work;

import io.guichet.kernel.CallContext;

/** Does one kind of work. Work may be run twice: a handler is idempotent by a key of its own. */
public interface WorkHandler {

    WorkType type();

    /**
     * Does it. Runs without a transaction: use cases open theirs.
     *
     * @param subject what it is about, as it was scheduled: ids, never what a person said
     * @param attempt 1 for the first
     */
    WorkOutcome handle(CallContext context, String subject, int attempt);

    /** Called once when the last retry failed too, before the work is put aside. */
    default void givenUp(CallContext context, String subject, String reason) {}
}
