package io.guichet.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an endpoint, with every try.
 *
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param nextAttemptAt about when it is tried again; null where it is not
 */
public record DeliveryView(
        DeliveryId id,
        EventId eventId,
        String event,
        String status,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        List<Attempt> attempts) {
    public DeliveryView {
        attempts = List.copyOf(attempts);
    }

    /**
     * One try.
     *
     * @param number 1 for the first
     * @param responseStatus the HTTP status; null where there was no answer
     * @param error why it did not count as delivered
     */
    public record Attempt(
            int number,
            Instant startedAt,
            int durationMs,
            @Nullable Integer responseStatus,
            @Nullable String error) {}
}
