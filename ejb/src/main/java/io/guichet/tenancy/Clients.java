package io.guichet.tenancy;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Those who run the platform register tenants, change, suspend and delete them. */
@UseCase
@Stateless
public class Clients {

    private static final int LONGEST_REASON = 500;
    private static final String ELSEWHERE = "is changed by PUT /api/admin/clients/{id}/subscription";

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    PlatformKey platform;

    @Inject
    KeyCabinet keys;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Event<PlanAsked> asked;

    @Inject
    Event<TenantRegistered> registered;

    @Inject
    Event<TenantDeleted> deleted;

    @Inject
    ClientSearch search;

    @Inject
    Clock clock;

    /**
     * A part of the list.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} for a status or a billing type that is none
     */
    public Page<ClientView> list(PlatformCaller caller, PageRequest page, ClientFilter filter) {
        return search.page(page, filter);
    }

    /**
     * The first characters of each tenant's newest API key that lives, many at a time; of one without a key nothing.
     */
    @SuppressWarnings("unchecked")
    public Map<TenantId, String> keyPrefixes(PlatformCaller caller, Collection<TenantId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select distinct on (k.tenant_id) k.tenant_id, k.prefix from api_keys k
                         where k.tenant_id in (:ids) and k.revoked_at is null
                           and (k.expires_at is null or k.expires_at > :now)
                         order by k.tenant_id, k.id desc""")
                .setParameter("ids", ids.stream().map(TenantId::value).toList())
                .setParameter("now", Timestamp.from(clock.instant()))
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> new TenantId((UUID) row[0]), row -> (String) row[1]));
    }

    /**
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} also for one that was deleted
     */
    public ClientView get(PlatformCaller caller, TenantId id) {
        return found(id, LockModeType.NONE).client();
    }

    /**
     * Registers a tenant, with its first API key.
     *
     * @param idempotencyKey the caller's; with the same one the first answer, key included, is given again
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#SLUG_TAKEN}
     */
    public ClientRegistered register(PlatformCaller caller, ClientData data, @Nullable String idempotencyKey) {
        return idempotency.once(
                caller, "clients.register", idempotencyKey, data, ClientRegistered.class, () -> add(caller, data));
    }

    private ClientRegistered add(PlatformCaller caller, ClientData data) {
        var plan = blankToNull(data.plan());
        var faults = new FieldErrors()
                .check(
                        plan != null || data.priceMinor() == null,
                        "price_minor",
                        "is what was agreed for a quoted plan");
        if (plan != null) {
            asked.fire(new PlanAsked(plan, faults));
        }
        var details = ClientDetails.of(data, faults);
        var id = TenantId.next();
        requireFree(details.slug(), id);
        scope.enter(id);
        var context = caller.in(id);
        var tenant = new Tenant(id, details, platform.newDataKey(id.toString()), now());
        em.persist(tenant);
        em.flush();
        audit.record(
                context,
                "client.registered",
                id.toString(),
                null,
                tenant.client().withoutNotes());
        registered.fire(new TenantRegistered(context, plan, data.priceMinor()));
        var key = keys.add(context, null);
        return new ClientRegistered(tenant.client(), key.text());
    }

    /**
     * Replaces what is known of a tenant.
     *
     * @param expected the version that was read; empty for whatever is there
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND}, {@link ProblemCode#PRECONDITION_FAILED}, {@link
     *     ProblemCode#INVALID_FIELDS}, {@link ProblemCode#SLUG_TAKEN}
     */
    public ClientView replace(PlatformCaller caller, TenantId id, ClientData data, OptionalInt expected) {
        var tenant = found(id, LockModeType.PESSIMISTIC_WRITE);
        if (expected.isPresent() && expected.getAsInt() != tenant.version) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_FAILED, "It is at version " + tenant.version + " by now; read it again.");
        }
        var faults = new FieldErrors()
                .check(blankToNull(data.plan()) == null, "plan", ELSEWHERE)
                .check(data.priceMinor() == null, "price_minor", ELSEWHERE);
        var details = ClientDetails.of(data, faults);
        requireFree(details.slug(), id);
        return change(caller, tenant, "client.updated", () -> tenant.become(details, now()));
    }

    /**
     * Closes a tenant to its keys, its people and its visitors until it is reactivated. Suspended already, it gets the
     * new reason.
     *
     * @param reason 1 to 500 characters; the tenant's trail shows it
     */
    public ClientView suspend(PlatformCaller caller, TenantId id, @Nullable String reason) {
        var why = reason == null ? "" : reason.strip();
        new FieldErrors()
                .check(
                        !why.isEmpty()
                                && why.length() <= LONGEST_REASON
                                && why.chars().noneMatch(Character::isISOControl),
                        "reason",
                        "is a line of 1 to " + LONGEST_REASON + " characters")
                .throwIfAny();
        var tenant = found(id, LockModeType.PESSIMISTIC_WRITE);
        return change(caller, tenant, "client.suspended", () -> tenant.suspend(why, now()));
    }

    /** Opens a tenant again. One that is active stays as it is. */
    public ClientView reactivate(PlatformCaller caller, TenantId id) {
        var tenant = found(id, LockModeType.PESSIMISTIC_WRITE);
        if (tenant.status.equals("active")) {
            return tenant.client();
        }
        return change(caller, tenant, "client.reactivated", () -> tenant.reactivate(now()));
    }

    /**
     * Ends a tenant for good: its keys are revoked, its subscription ends and nothing of it answers any more. Its rows
     * stay, for the ledger and the invoices; its slug stays taken.
     *
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} but for a super_admin; {@link ProblemCode#CLIENT_NOT_FOUND}
     */
    public void delete(PlatformCaller caller, TenantId id) {
        caller.requireSuperAdmin();
        var tenant = found(id, LockModeType.PESSIMISTIC_WRITE);
        scope.enter(id);
        var context = caller.in(id);
        keys.live(context).forEach(key -> keys.revoke(context, key));
        var now = now();
        change(caller, tenant, "client.deleted", () -> tenant.delete(now));
        deleted.fire(new TenantDeleted(context, now));
    }

    private ClientView change(PlatformCaller caller, Tenant tenant, String action, Runnable change) {
        var id = new TenantId(tenant.id);
        var before = tenant.client().withoutNotes();
        change.run();
        em.flush();
        audit.record(
                caller.in(id), action, id.toString(), before, tenant.client().withoutNotes());
        return tenant.client();
    }

    private Tenant found(TenantId id, LockModeType lock) {
        var tenant = em.find(Tenant.class, id.value(), lock);
        if (tenant == null || tenant.status.equals("deleted")) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "There is no such client.");
        }
        return tenant;
    }

    /** Two that want one slug ask one after the other. */
    private void requireFree(String slug, TenantId id) {
        em.createNativeQuery("""
                        select cast(pg_advisory_xact_lock(hashtextextended('guichet.slug/' || :slug, 0)) as text)""").setParameter("slug", slug).getSingleResult();
        var others = em.createQuery("select count(t) from Tenant t where t.slug = :slug and t.id <> :id", Long.class)
                .setParameter("slug", slug)
                .setParameter("id", id.value())
                .getSingleResult();
        if (others > 0) {
            throw new GuichetException(ProblemCode.SLUG_TAKEN, "Another client has the slug " + slug + ".");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /**
     * What a caller says of a tenant; nothing is checked yet.
     *
     * @param billingType {@code monthly}, which is usual, {@code yearly} or {@code usage}; holds from its next subscription on
     * @param plan the code of a plan, when it is registered; refused when it is changed
     * @param priceMinor what was agreed a month, for a plan that is quoted and with it alone
     */
    public record ClientData(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String locale,
            @Nullable String zone,
            @Nullable String logoUrl,
            @Nullable String websiteUrl,
            @Nullable String contactName,
            @Nullable String contactEmail,
            @Nullable String contactPhone,
            @Nullable String billingEmail,
            @Nullable String billingAddress,
            @Nullable String billingType,
            @Nullable String vatNumber,
            @Nullable Long maxDeployments,
            @Nullable Long maxSessionsMonth,
            @Nullable Long maxMessagesMonth,
            @Nullable String notes,
            @Nullable String plan,
            @Nullable Long priceMinor) {}

    /**
     * @param apiKey shown once
     */
    public record ClientRegistered(ClientView client, String apiKey) {
        public ClientRegistered {
            Objects.requireNonNull(client);
            Objects.requireNonNull(apiKey);
        }
    }

    /**
     * Which tenants a list shows.
     *
     * @param status {@code active}, {@code suspended} or {@code deleted}; null for all that are not deleted
     * @param billingType {@code monthly}, {@code yearly} or {@code usage}; null for all
     */
    public record ClientFilter(
            @Nullable String status, @Nullable String billingType) {}
}
