package io.guichet.billing;

import io.guichet.kernel.CallContext;
import java.time.Instant;
import java.time.LocalDate;

/**
 * So much of a quota is used: once in a period for each metric and threshold. Observed inside the transaction of what used
 * it.
 *
 * @param period the first day of its month
 * @param threshold 80, 90 or 100 percent
 * @param resetsAt when the next period begins
 */
public record QuotaThresholdReached(
        CallContext context, Metric metric, LocalDate period, int threshold, long used, long quota, Instant resetsAt) {}
