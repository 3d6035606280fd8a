package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Money;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of subscriptions: one after the other, never two at a time, the last one open. */
@ApplicationScoped
class SubscriptionRows {

    @PersistenceContext
    EntityManager em;

    @Inject
    Catalogue catalogue;

    /**
     * Holds the tenant until the transaction ends, as whoever makes a deployment does: what there is, is counted against a
     * plan that stays. Answers the subscription's version.
     */
    int hold(CallContext context) {
        if (one("select 1 from tenants where id = :tenant and deleted_at is null for no key update", context) == null) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id.");
        }
        return held(context);
    }

    private int held(CallContext context) {
        em.createNativeQuery(
                        "insert into subscription_heads (tenant_id, version) values (:tenant, 0) on conflict do nothing")
                .setParameter("tenant", context.tenant().value())
                .executeUpdate();
        return ((Number) em.createNativeQuery(
                                "select version from subscription_heads where tenant_id = :tenant for update")
                        .setParameter("tenant", context.tenant().value())
                        .getSingleResult())
                .intValue();
    }

    void changed(CallContext context, int version) {
        em.createNativeQuery("update subscription_heads set version = :version where tenant_id = :tenant")
                .setParameter("version", version)
                .setParameter("tenant", context.tenant().value())
                .executeUpdate();
    }

    Optional<Row> current(CallContext context, Instant now) {
        return all(context).stream().filter(row -> row.isAt(now)).findFirst();
    }

    void begin(CallContext context, UUID version, BillingType type, @Nullable Long price, Instant at) {
        em.createNativeQuery("""
                        insert into subscriptions (id, tenant_id, plan_version_id, billing_type, price_minor, starts_at,
                                                   created_by, created_at)
                        values (:id, :tenant, :version, :type, cast(:price as bigint), :at, :by, :at)""")
                .setParameter("id", Ids.next())
                .setParameter("tenant", context.tenant().value())
                .setParameter("version", version)
                .setParameter("type", type.code())
                .setParameter("price", price)
                .setParameter("at", Timestamp.from(at))
                .setParameter("by", context.actor().text())
                .executeUpdate();
    }

    /** One that never ran is gone. */
    void end(CallContext context, Row row, Instant at) {
        var sql = row.startsAt().isBefore(at)
                ? "update subscriptions set ends_at = :at where id = :id"
                : "delete from subscriptions where id = :id and starts_at >= :at";
        em.createNativeQuery(sql)
                .setParameter("at", Timestamp.from(at))
                .setParameter("id", row.id())
                .executeUpdate();
    }

    /** The tenant is no more: nothing goes on, nothing follows. Its row is held by whoever deletes it. */
    void endAll(CallContext context, Instant now) {
        var version = held(context);
        forgetNext(context, now);
        current(context, now).ifPresent(row -> end(context, row, now));
        changed(context, version + 1);
    }

    /** What was settled for later is not, and what is running goes on. */
    void forgetNext(CallContext context, Instant now) {
        em.createNativeQuery("delete from subscriptions where tenant_id = :tenant and starts_at > :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
        em.createNativeQuery("update subscriptions set ends_at = null where tenant_id = :tenant and ends_at > :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
    }

    SubscriptionView view(CallContext context, Instant now) {
        var month = month(context, now);
        var rows = all(context);
        var plans = catalogue.byIds(rows.stream().map(Row::version).distinct().toList());
        return new SubscriptionView(
                version(context),
                sold(rows.stream().filter(row -> row.isAt(now)).findFirst(), plans),
                sold(rows.stream().filter(row -> row.startsAt().isAfter(now)).findFirst(), plans),
                rows.stream()
                        .filter(row -> month.has(row.startsAt(), row.endsAt()))
                        .flatMap(row -> parts(row, sold(row, plans), month))
                        .toList());
    }

    Month month(CallContext context, Instant now) {
        return Month.of(now, zone(context));
    }

    /** How what is sold now will be paid. */
    BillingType type(CallContext context) {
        return BillingType.of(String.valueOf(one("select billing_type from tenants where id = :tenant", context)));
    }

    private ZoneId zone(CallContext context) {
        var found = one("select zone from tenants where id = :tenant", context);
        if (found == null) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id.");
        }
        return ZoneId.of(found.toString());
    }

    private int version(CallContext context) {
        var found = one("select version from subscription_heads where tenant_id = :tenant", context);
        return found == null ? 0 : ((Number) found).intValue();
    }

    private @Nullable Object one(String sql, CallContext context) {
        List<?> found = em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        return found.isEmpty() ? null : found.getFirst();
    }

    @SuppressWarnings("unchecked")
    private List<Row> all(CallContext context) {
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select id, plan_version_id, price_minor, starts_at, ends_at, billing_type from subscriptions
                         where tenant_id = :tenant order by starts_at""")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
        return rows.stream()
                .map(row -> new Row(
                        (UUID) row[0],
                        (UUID) row[1],
                        Catalogue.number(row[2]),
                        Catalogue.instant(row[3]),
                        row[4] == null ? null : Catalogue.instant(row[4]),
                        BillingType.of((String) row[5])))
                .toList();
    }

    private static SubscriptionView.@Nullable Sold sold(Optional<Row> row, Map<UUID, Catalogue.Version> plans) {
        return row.map(r -> sold(r, plans)).orElse(null);
    }

    private static SubscriptionView.Sold sold(Row row, Map<UUID, Catalogue.Version> plans) {
        var plan = Objects.requireNonNull(plans.get(row.version())).plan();
        var price = row.price() == null ? plan.priceMinor() : row.price();
        var byUse = row.type() == BillingType.USAGE;
        return new SubscriptionView.Sold(
                plan.code(),
                plan.name(),
                plan.version(),
                row.type(),
                byUse ? 0 : Objects.requireNonNull(price),
                plan.currency(),
                byUse ? plan.limits().stream().map(PlanLimit::byUse).toList() : plan.limits(),
                row.startsAt(),
                row.endsAt());
    }

    private static Stream<SubscriptionView.Part> parts(Row row, SubscriptionView.Sold sold, Month month) {
        var monthly = new Money(sold.priceMinor(), Currency.getInstance(sold.currency()));
        return Charge.of(month, row.type(), monthly, row.startsAt(), row.endsAt()).stream()
                .map(charge -> new SubscriptionView.Part(
                        sold.plan(),
                        charge.from(),
                        charge.until(),
                        charge.amount().minor(),
                        sold.currency()));
    }

    /**
     * @param version row of the plan's version
     * @param price what was agreed, where the plan is quoted
     */
    record Row(
            UUID id,
            UUID version,
            @Nullable Long price,
            Instant startsAt,
            @Nullable Instant endsAt,
            BillingType type) {

        boolean isAt(Instant now) {
            return !startsAt.isAfter(now) && (endsAt == null || endsAt.isAfter(now));
        }

        boolean isSame(UUID other, BillingType paid, @Nullable Long agreed) {
            return version.equals(other) && type == paid && Objects.equals(price, agreed);
        }
    }
}
