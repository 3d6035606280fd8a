package io.guichet.billing;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which statistics somebody wants.
 *
 * @param from first day, in the tenant's zone; null for the first of the running month
 * @param to last day; null for today
 * @param groupBy some of {@code day}, {@code deployment}, {@code member}, {@code metric}
 * @param deployment only its own; null for all
 */
public record StatisticsRequest(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Set<String> groupBy,
        @Nullable UUID deployment) {

    /** What rows can be told apart by. */
    public static final Set<String> GROUPS = Set.of("day", "deployment", "member", "metric");

    public StatisticsRequest {
        groupBy = Set.copyOf(groupBy);
    }
}
