package io.guichet.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its owner sees it.
 *
 * @param status {@code active} or {@code disabled}
 * @param disabledReason {@code gone} (it answered 410) or {@code failing_for_5_days}
 */
public record EndpointView(
        EndpointId id,
        String url,
        List<String> events,
        String status,
        @Nullable String disabledReason,
        Instant createdAt,
        @Nullable Instant lastSuccessAt) {
    public EndpointView {
        events = List.copyOf(events);
    }
}
