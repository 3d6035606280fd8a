package io.guichet.billing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much was used. What the rows are not told apart by is null.
 *
 * @param day in the tenant's zone
 * @param deploymentId its public form; null also where a unit was no deployment's
 * @param member what the tenant calls him; null also where a unit was no member's
 */
public record StatisticsRow(
        @Nullable LocalDate day,
        @Nullable Metric metric,
        @Nullable String deploymentId,
        @Nullable String deployment,
        @Nullable String memberId,
        @Nullable String member,
        long quantity) {}
