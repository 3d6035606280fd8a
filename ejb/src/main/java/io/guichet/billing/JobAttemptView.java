package io.guichet.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution of Jakarta Batch. Tenants are counted, over all parts that work side by side.
 *
 * @param status of the execution, in small letters, e.g. {@code completed}
 * @param read tenants that were still to be done
 * @param written tenants that were done
 * @param filtered tenants that somebody else did meanwhile
 * @param skipped tenants that could not be done: the run counts as failed, another attempt finds them again
 * @param failure why it ended, where it did not end well
 */
public record JobAttemptView(
        int number,
        long executionId,
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long read,
        long written,
        long filtered,
        long skipped,
        long committed,
        long rolledBack,
        @Nullable String failure) {}
