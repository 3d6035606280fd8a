package io.guichet.billing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job for a month.
 *
 * @param month e.g. {@code 2026-10}
 * @param status {@code waiting}, {@code running}, {@code completed} or {@code failed}
 * @param automatic whether the calendar asked for it
 * @param requestedBy who asked, e.g. {@code user:…}
 * @param attempts what was done, in order: a run that failed or whose node died is taken up again
 */
public record JobRunView(
        JobRunId id,
        JobName job,
        String month,
        String status,
        boolean automatic,
        String requestedBy,
        @Nullable String requestedName,
        Instant requestedAt,
        @Nullable Instant endedAt,
        List<JobAttemptView> attempts) {

    public JobRunView {
        attempts = List.copyOf(attempts);
    }
}
