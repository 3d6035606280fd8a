package io.guichet.analytics;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the conversations went that began on one day with one deployment. A figure that nothing was measured for is null.
 *
 * @param day in the tenant's zone
 * @param conversations in which the visitor said something
 * @param resolved those that no person was called to
 * @param handOvers how often a person was called, or stepped in
 * @param handOverReasons how often for which reason
 * @param responseMedianMs from a message until its answer, half of them faster
 * @param responseP90Ms the same, nine of ten faster
 * @param personMedianS seconds from the call for a person until he wrote, half of them faster
 * @param ratings how many visitors said how it was
 * @param ratingAverage 1 to 5
 */
public record MeasuresRow(
        LocalDate day,
        String agentId,
        String agent,
        String deploymentId,
        String deployment,
        long conversations,
        long resolved,
        long handOvers,
        Map<String, Long> handOverReasons,
        @Nullable Long responseMedianMs,
        @Nullable Long responseP90Ms,
        @Nullable Long personMedianS,
        long ratings,
        @Nullable Double ratingAverage) {
    public MeasuresRow {
        handOverReasons = Map.copyOf(handOverReasons);
    }
}
