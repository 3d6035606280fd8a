package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Removes events that happened long ago, with their deliveries; never one that is still to be delivered to somebody. */
@UseCase
@Stateless
public class ForgetEvents {

    private static final int AT_ONCE = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    WebhookConfig config;

    @Inject
    Clock clock;

    /**
     * Some of a tenant's, the oldest first. What is told once in a conversation, however long that goes on, leaves a row
     * that says so and nothing else.
     *
     * @return how many; 0 once there are no more
     */
    public int some(CallContext context) {
        var events = old(context);
        if (events.isEmpty()) {
            return 0;
        }
        with(context, events, """
                delete from webhook_attempts where tenant_id = :tenant and delivery_id in
                       (select d.id from webhook_deliveries d where d.tenant_id = :tenant and d.event_id in (:events))""");
        with(context, events, "delete from webhook_deliveries where tenant_id = :tenant and event_id in (:events)");
        with(context, events, """
                update webhook_events set payload = '{}'
                 where tenant_id = :tenant and id in (:events) and type = 'session.completed'""");
        with(context, events, """
                delete from webhook_events
                 where tenant_id = :tenant and id in (:events) and type <> 'session.completed'""");
        return events.size();
    }

    @SuppressWarnings("unchecked")
    private List<UUID> old(CallContext context) {
        return em.createNativeQuery("""
                        select e.id from webhook_events e
                         where e.tenant_id = :tenant and e.created_at < :before and e.payload <> '{}'
                           and not exists (select 1 from webhook_deliveries d
                                            where d.event_id = e.id and d.status = 'pending')
                         order by e.created_at""", UUID.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", Timestamp.from(clock.instant().minus(config.eventsKept)))
                .setMaxResults(AT_ONCE)
                .getResultList();
    }

    private void with(CallContext context, List<UUID> events, String sql) {
        em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .setParameter("events", events)
                .executeUpdate();
    }
}
