package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.webhook.AttemptPolicy.Decision;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.jboss.logging.Logger;

/**
 * Delivers one event to one endpoint, at least once: a receiver tells a second copy by its {@code webhook-id}. No
 * transaction is open while it speaks to the endpoint.
 */
@ApplicationScoped
class DeliverWebhook implements WorkHandler {

    static final WorkType TYPE = new WorkType("webhook.deliver", AttemptPolicy.RETRIES, Lane.DELIVERIES);

    private static final Logger LOG = Logger.getLogger(DeliverWebhook.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String USER_AGENT = "Guichet/1 (+webhooks)";

    @Inject
    Deliveries deliveries;

    @Inject
    GuardedHttpClient http;

    @Inject
    Clock clock;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var id = delivery(subject);
        var prepared = deliveries.prepare(context, id);
        if (prepared.isEmpty()) {
            return WorkOutcome.DONE;
        }
        var startedAt = clock.instant();
        var outcome = http.post(
                prepared.get().url(),
                headers(prepared.get(), startedAt),
                prepared.get().payload().getBytes(StandardCharsets.UTF_8),
                TIMEOUT);
        var decision = deliveries.record(context, id, attempt, startedAt, outcome);
        return switch (decision) {
            case Decision.Delivered delivered -> WorkOutcome.DONE;
            case Decision.Again again -> new WorkOutcome.Retry(again.error(), again.pause());
            case Decision.Lost lost -> {
                LOG.warnf(
                        "GUI0502 %s to %s of %s failed %d times: %s",
                        id, prepared.get().endpoint(), context.tenant(), attempt, lost.error());
                yield WorkOutcome.DONE;
            }
            case Decision.Disable disable -> {
                LOG.warnf(
                        "GUI0501 %s of %s is disabled (%s): %s",
                        prepared.get().endpoint(),
                        context.tenant(),
                        disable.reason().wireName(),
                        disable.error());
                yield WorkOutcome.DONE;
            }
        };
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        deliveries.giveUp(context, delivery(subject));
    }

    private static DeliveryId delivery(String subject) {
        return DeliveryId.parse(subject).orElseThrow(() -> new IllegalArgumentException("no delivery: " + subject));
    }

    private static HashMap<String, String> headers(Prepared prepared, Instant sentAt) {
        var headers = new HashMap<>(Signature.headers(prepared.secret(), prepared.event(), sentAt, prepared.payload()));
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", USER_AGENT);
        return headers;
    }
}
