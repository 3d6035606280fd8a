package io.guichet.api;

import io.guichet.analytics.MeasuresRow;
import io.guichet.conversation.ServiceConversations.ServiceConversation;
import io.guichet.knowledge.FrequentQuestionView;
import io.guichet.knowledge.IntentView;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the service client answers to an action. */
public final class ServiceAnswer {

    private ServiceAnswer() {}

    /** What was made. */
    public sealed interface Made {}

    /** What was done. */
    public sealed interface Done {}

    public record Started(ServiceConversation conversation) implements Made {}

    public record Added(FrequentQuestionView question) implements Made {}

    public record Closed(ServiceConversation conversation) implements Done {}

    public record Updated(IntentView intent) implements Done {}

    public record Measured(Metrics metrics) implements Done {}

    /**
     * @param status {@code queued}
     * @param position how many messages of the conversation wait, this one included
     */
    public record Queued(String conversationId, String messageId, String status, int position) {}

    /**
     * Conversations that began on these days, with what happened in them later.
     *
     * @param from first day with a conversation; null where there was none
     * @param resolvedWithoutPerson conversations that no person was called to
     * @param resolutionRate share of these, 0 to 1; null where there was none
     * @param responseMs from a message until its answer: the daily medians, weighted by conversations; null where nothing
     *     was answered
     * @param satisfaction 1 to 5, the average of the ratings; null where nobody rated
     */
    public record Metrics(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            long conversations,
            long resolvedWithoutPerson,
            @Nullable Double resolutionRate,
            long handOvers,
            Map<String, Long> handOverReasons,
            @Nullable Long responseMs,
            long ratings,
            @Nullable Double satisfaction) {

        public Metrics {
            handOverReasons = Map.copyOf(handOverReasons);
        }

        static Metrics of(List<MeasuresRow> days) {
            var conversations =
                    days.stream().mapToLong(MeasuresRow::conversations).sum();
            var resolved = days.stream().mapToLong(MeasuresRow::resolved).sum();
            var ratings = days.stream().mapToLong(MeasuresRow::ratings).sum();
            var reasons = new TreeMap<String, Long>();
            days.forEach(day -> day.handOverReasons().forEach((reason, n) -> reasons.merge(reason, n, Long::sum)));
            return new Metrics(
                    days.isEmpty() ? null : days.getFirst().day(),
                    days.isEmpty() ? null : days.getLast().day(),
                    conversations,
                    resolved,
                    conversations == 0 ? null : (Double) ((double) resolved / conversations),
                    days.stream().mapToLong(MeasuresRow::handOvers).sum(),
                    reasons,
                    response(days),
                    ratings,
                    satisfaction(days, ratings));
        }

        private static @Nullable Long response(List<MeasuresRow> days) {
            var answered =
                    days.stream().filter(day -> day.responseMedianMs() != null).toList();
            var weight = answered.stream().mapToLong(MeasuresRow::conversations).sum();
            var sum = answered.stream()
                    .mapToLong(day -> Objects.requireNonNull(day.responseMedianMs()) * day.conversations())
                    .sum();
            return weight == 0 ? null : (Long) (sum / weight);
        }

        private static @Nullable Double satisfaction(List<MeasuresRow> days, long ratings) {
            var sum = days.stream()
                    .filter(day -> day.ratingAverage() != null)
                    .mapToDouble(day -> Objects.requireNonNull(day.ratingAverage()) * day.ratings())
                    .sum();
            return ratings == 0 ? null : (Double) (sum / ratings);
        }
    }
}
