package io.guichet.work;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a piece of work ended. An exception counts as {@link Retry} with its message. */
public sealed interface WorkOutcome {

    /** It is done, or there was nothing left to do. */
    record Done() implements WorkOutcome {}

    /**
     * Try again later.
     *
     * @param notBefore how long to wait at least, or null for the type's own schedule
     */
    record Retry(String reason, @Nullable Duration notBefore) implements WorkOutcome {
        public Retry {
            Objects.requireNonNull(reason);
        }
    }

    /** It will never work: a person must look. */
    record GiveUp(String reason) implements WorkOutcome {}

    WorkOutcome DONE = new Done();
}
