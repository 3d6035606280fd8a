package io.guichet.answering;

import java.time.LocalDate;
import java.util.List;

/**
 * What a tenant's models did and cost. Amounts are millionths of a euro.
 *
 * @param from first day, in the tenant's zone
 * @param to last day: today
 * @param dailyCeilingMicros what a day may cost before calls that cost something stop
 * @param todayCostMicros what today has cost so far
 * @param days per day, provider and model, the newest day first
 */
public record ModelUsage(LocalDate from, LocalDate to, long dailyCeilingMicros, long todayCostMicros, List<Day> days) {

    public ModelUsage {
        days = List.copyOf(days);
    }

    /**
     * One model on one day.
     *
     * @param failed of the calls, how many brought no answer
     * @param inputTokens that were read
     * @param outputTokens that were written
     */
    public record Day(
            LocalDate day,
            String provider,
            String model,
            int calls,
            int failed,
            long inputTokens,
            long outputTokens,
            long costMicros) {}
}
