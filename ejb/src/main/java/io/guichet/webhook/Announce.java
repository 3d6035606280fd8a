package io.guichet.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Session;

/** Tells the endpoints of a tenant what happened, as a part of the transaction in which it happens. */
@ApplicationScoped
public class Announce {

    private static final int LARGEST = 20_000;

    // By JDBC: each message asks it.
    private static final String WANTED =
            "select 1 from webhook_endpoints where tenant_id = ? and status = 'active' and ? = any(events) limit 1";

    @PersistenceContext
    EntityManager em;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /** Whether anybody listens: what happens often is told to nobody without being written down. */
    boolean isWanted(CallContext context, EventType type) {
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var query = connection.prepareStatement(WANTED)) {
                query.setObject(1, context.tenant().value());
                query.setString(2, type.wireName());
                try (var row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /**
     * Announces something once: the same type and source again is no news. It is delivered after the commit.
     *
     * @param source what it is about, e.g. an id and its revision
     * @param body a record or map, written beside {@code id}, {@code event} and {@code created_at}
     * @throws PayloadTooLarge over 20 kB; nothing is announced
     */
    public void announce(CallContext context, EventType type, String source, Object body) {
        var id = EventId.next();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!write(context, id, type, source, payload(id, type, now, body), now)) {
            return;
        }
        var endpoints = em.createQuery(
                        "from WebhookEndpoint e where e.tenantId = :tenant and e.status = 'active'",
                        WebhookEndpoint.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        for (var endpoint : endpoints) {
            if (endpoint.wants(type)) {
                var delivery = new WebhookDelivery(context.tenant(), id, endpoint.id, now);
                em.persist(delivery);
                var key = new DeliveryId(delivery.id).toString();
                work.schedule(context, DeliverWebhook.TYPE, key, key);
            }
        }
    }

    private boolean write(CallContext context, EventId id, EventType type, String source, String payload, Instant now) {
        return em.createNativeQuery("""
                        insert into webhook_events (id, tenant_id, type, source, payload, created_at)
                        values (:id, :tenant, :type, :source, :payload, :now)
                        on conflict (tenant_id, type, source) do nothing""")
                        .setParameter("id", id.value())
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("type", type.wireName())
                        .setParameter("source", source)
                        .setParameter("payload", payload)
                        .setParameter("now", Timestamp.from(now))
                        .executeUpdate()
                == 1;
    }

    private static String payload(EventId id, EventType type, Instant now, Object body) {
        if (!(Json.mapper().valueToTree(body) instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("the body of " + type.wireName() + " is not an object");
        }
        var root = Json.mapper().createObjectNode();
        root.put("id", id.toString()).put("event", type.wireName()).put("created_at", now.toString());
        for (var field : fields.properties()) {
            if (root.has(field.getKey())) {
                throw new IllegalArgumentException("the envelope of a webhook has its own " + field.getKey());
            }
        }
        root.setAll(fields);
        var payload = Json.write(root);
        var size = payload.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new PayloadTooLarge(type, size, LARGEST);
        }
        return payload;
    }
}
