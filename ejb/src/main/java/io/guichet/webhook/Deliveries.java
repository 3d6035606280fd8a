package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.HttpOutcome;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.webhook.AttemptPolicy.Decision;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two transactions around a try: one before it, one after it. Public for the container alone; {@link DeliverWebhook}
 * is who calls it.
 */
@UseCase
@Stateless
public class Deliveries {

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    /** What the next try of a delivery needs; nothing where there is nothing left to try. */
    public Optional<Prepared> prepare(CallContext context, DeliveryId id) {
        var delivery = em.find(WebhookDelivery.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (delivery == null || !delivery.pending()) {
            return Optional.empty();
        }
        var endpoint = em.find(WebhookEndpoint.class, delivery.endpointId);
        if (!endpoint.active() || tenants.isDeleted(context)) {
            delivery.failed();
            return Optional.empty();
        }
        var event = em.find(WebhookEvent.class, delivery.eventId);
        return Optional.of(new Prepared(
                new EndpointId(endpoint.id),
                URI.create(endpoint.url),
                secrets.open(context, endpoint.secret),
                new EventId(event.id),
                event.payload));
    }

    /**
     * Records a try and what follows from it.
     *
     * @param attempt its number, from 1
     */
    public Decision record(CallContext context, DeliveryId id, int attempt, Instant startedAt, HttpOutcome outcome) {
        var delivery = em.find(WebhookDelivery.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        var endpoint = em.find(WebhookEndpoint.class, delivery.endpointId, LockModeType.PESSIMISTIC_WRITE);
        var now = clock.instant();
        var decision = AttemptPolicy.decide(outcome, new AttemptPolicy.History(attempt, endpoint.failingSince), now);
        delivery.attempts++;
        var tried = new WebhookAttempt(delivery, startedAt, Duration.between(startedAt, now));
        if (outcome instanceof HttpOutcome.Answered answered) {
            tried.responseStatus = answered.status();
        }
        tried.error = apply(decision, delivery, endpoint, now);
        em.persist(tried);
        return decision;
    }

    private static @Nullable String apply(
            Decision decision, WebhookDelivery delivery, WebhookEndpoint endpoint, Instant now) {
        return switch (decision) {
            case Decision.Delivered delivered -> {
                delivery.delivered();
                endpoint.succeeded(now);
                yield null;
            }
            case Decision.Again again -> {
                if (delivery.pending()) {
                    delivery.again(now.plus(again.pause()));
                }
                endpoint.failed(now);
                yield again.error();
            }
            case Decision.Lost lost -> {
                delivery.failed();
                endpoint.failed(now);
                yield lost.error();
            }
            case Decision.Disable disable -> {
                delivery.failed();
                endpoint.failed(now);
                if (endpoint.active()) {
                    endpoint.disable(disable.reason());
                }
                yield disable.error();
            }
        };
    }

    /** Ends a delivery that will not be tried again. */
    public void giveUp(CallContext context, DeliveryId id) {
        var delivery = em.find(WebhookDelivery.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (delivery != null) {
            delivery.failed();
        }
    }
}
