package io.guichet.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has used of what it may.
 *
 * @param plan its code; null where the tenant has none
 * @param period e.g. {@code 2026-11}, in the tenant's zone
 * @param resetsAt when the next begins
 * @param history the periods before, the last one first, at most twelve: used by metric
 */
public record UsageView(
        @Nullable String plan, String period, String zone, Instant resetsAt, List<Line> metrics, List<Past> history) {

    public UsageView {
        metrics = List.copyOf(metrics);
        history = List.copyOf(history);
    }

    /**
     * @param included what the period has; null where nothing is counted against it
     * @param remaining never below zero; null with {@code included}
     * @param percent of what is included, with one decimal; null with {@code included}
     * @param resetsAt null for what there is at a time
     */
    public record Line(
            Metric metric,
            long used,
            @Nullable Long included,
            @Nullable Long remaining,
            Beyond beyond,
            @Nullable BigDecimal percent,
            @Nullable Instant resetsAt) {}

    public record Past(String period, Map<String, Long> used) {
        public Past {
            used = Map.copyOf(used);
        }
    }
}
