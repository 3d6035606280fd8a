package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a tenant wants to be told of what happens, and how that goes. */
@UseCase
@Stateless
public class Endpoints {

    private static final int MOST = 20;
    private static final UUID LAST = new UUID(-1, -1);

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    GuardedHttpClient http;

    @Inject
    Clock clock;

    /**
     * Adds an endpoint.
     *
     * @param idempotencyKey the caller's; with the same one the first answer, secret included, is given again
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL} for a URL that we
     *     would not call, {@link ProblemCode#CONFLICT} where there are twenty already
     */
    public EndpointCreated create(CallContext context, NewEndpoint wanted, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_WEBHOOKS);
        return idempotency.once(
                context, "webhooks.create", idempotencyKey, wanted, EndpointCreated.class, () -> add(context, wanted));
    }

    private EndpointCreated add(CallContext context, NewEndpoint wanted) {
        var url = wanted.url() == null ? "" : wanted.url().strip();
        List<@Nullable String> events = wanted.events() == null ? List.of() : wanted.events();
        var errors = new FieldErrors()
                .check(!url.isEmpty(), "url", "is the https URL that is called")
                .check(!events.isEmpty(), "events", "names at least one event");
        for (var i = 0; i < events.size(); i++) {
            var event = events.get(i);
            errors.check(
                    event != null && EventType.of(event).isPresent(),
                    "events[" + i + "]",
                    "is one of " + String.join(", ", EventType.wireNames()));
        }
        errors.throwIfAny();
        http.requireAllowed(url);
        requireRoom(context);
        var secret = Signature.newSecret();
        var endpoint = new WebhookEndpoint(
                context.tenant(),
                url,
                secrets.seal(context, secret),
                events.stream().filter(Objects::nonNull).distinct().toList(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        em.persist(endpoint);
        var view = endpoint.view();
        audit.record(context, "webhook.created", view.id().toString(), null, view);
        return new EndpointCreated(view, secret);
    }

    /** Those that are active or disabled, the oldest first. */
    public List<EndpointView> list(CallContext context) {
        context.require(Permission.MANAGE_WEBHOOKS);
        return em.createQuery(
                        "from WebhookEndpoint e where e.tenantId = :tenant and e.status <> 'deleted' order by e.id",
                        WebhookEndpoint.class)
                .setParameter("tenant", context.tenant().value())
                .getResultStream()
                .map(WebhookEndpoint::view)
                .toList();
    }

    /** Ends an endpoint. What was on its way to it is not delivered. */
    public void delete(CallContext context, EndpointId id) {
        var endpoint = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        var before = endpoint.view();
        endpoint.delete();
        audit.record(context, "webhook.deleted", id.toString(), before, null);
    }

    /**
     * Makes an endpoint that was disabled active again. What failed meanwhile is not sent again.
     *
     * @throws GuichetException {@link ProblemCode#CONFLICT} where there are twenty active ones already
     */
    public EndpointView enable(CallContext context, EndpointId id) {
        var endpoint = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        if (!endpoint.active()) {
            requireRoom(context);
            var before = endpoint.view();
            endpoint.enable();
            audit.record(context, "webhook.enabled", id.toString(), before, endpoint.view());
        }
        return endpoint.view();
    }

    /**
     * What was sent to an endpoint, or will be, newest first.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public Page<DeliveryView> deliveries(CallContext context, EndpointId id, PageRequest page) {
        owned(context, id, LockModeType.NONE);
        var before = page.after().map(Cursor::id).orElse(LAST);
        var rows = em.createQuery(
                        "select d, e.type from WebhookDelivery d join WebhookEvent e on e.id = d.eventId"
                                + " where d.tenantId = :tenant and d.endpointId = :endpoint and d.id < :before"
                                + " order by d.id desc",
                        Object[].class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("endpoint", id.value())
                .setParameter("before", before)
                .setMaxResults(page.limit() + 1)
                .getResultList();
        var shown = rows.subList(0, Math.min(rows.size(), page.limit()));
        var tried = em.createQuery(
                        "from WebhookAttempt a where a.tenantId = :tenant and a.deliveryId in :deliveries order by a.number",
                        WebhookAttempt.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter(
                        "deliveries",
                        shown.stream().map(row -> ((WebhookDelivery) row[0]).id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        a -> a.deliveryId, Collectors.mapping(WebhookAttempt::view, Collectors.toList())));
        var views = shown.stream()
                .map(row -> {
                    var delivery = (WebhookDelivery) row[0];
                    return delivery.view((String) row[1], tried.getOrDefault(delivery.id, List.of()));
                })
                .toList();
        var more = rows.size() > page.limit();
        return new Page<>(views, more ? new Cursor("", views.getLast().id().value()).toString() : null);
    }

    private WebhookEndpoint owned(CallContext context, EndpointId id, LockModeType lock) {
        context.require(Permission.MANAGE_WEBHOOKS);
        var endpoint = em.find(WebhookEndpoint.class, id.value(), lock);
        if (endpoint == null || endpoint.deleted()) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such webhook endpoint.");
        }
        return endpoint;
    }

    /** Two that ask at once ask one after the other. */
    private void requireRoom(CallContext context) {
        em.createNativeQuery("select 1 from tenants where id = :tenant for no key update")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        var active = em.createQuery(
                        "select count(e) from WebhookEndpoint e where e.tenantId = :tenant and e.status = 'active'",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        if (active >= MOST) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "There are " + MOST + " active webhook endpoints; delete one first.");
        }
    }
}
