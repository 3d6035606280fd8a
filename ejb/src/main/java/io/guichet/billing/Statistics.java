package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage by day, deployment, member and metric. Reads the days, whose rows are as many as days and deployments (and
 * members): what it costs does not grow with the ledger.
 */
@UseCase
@Stateless
public class Statistics {

    private static final int LONGEST = 400;
    private static final int MOST = 50_000;

    private static final String OF_DEPLOYMENTS = """
            select d.day, d.metric, d.deployment_id, cast(null as uuid) as member_id, d.quantity
              from usage_daily d
             where d.tenant_id = :tenant and d.day between :from and :to
               and (cast(:deployment as uuid) is null or d.deployment_id = cast(:deployment as uuid))""";

    /** What was no member's is the deployment's day without its members'. */
    private static final String OF_MEMBERS = """
            select d.day, d.metric, d.deployment_id, d.member_id, d.quantity
              from usage_member_daily d
             where d.tenant_id = :tenant and d.day between :from and :to
               and (cast(:deployment as uuid) is null or d.deployment_id = cast(:deployment as uuid))
            union all
            select d.day, d.metric, d.deployment_id, null, d.quantity - coalesce(m.quantity, 0)
              from usage_daily d
              left join (select day, metric, deployment_id, sum(quantity) as quantity from usage_member_daily
                          where tenant_id = :tenant and day between :from and :to group by 1, 2, 3) m
                     on m.day = d.day and m.metric = d.metric and m.deployment_id = d.deployment_id
             where d.tenant_id = :tenant and d.day between :from and :to
               and (cast(:deployment as uuid) is null or d.deployment_id = cast(:deployment as uuid))
               and d.quantity > coalesce(m.quantity, 0)""";

    private static final String GROUPED = """
            select cast(g.day as text), g.metric, g.deployment_id, a.name, g.member_id, m.external_id, g.quantity
              from (select %s as day, %s as metric, %s as deployment_id, %s as member_id,
                           cast(sum(u.quantity) as bigint) as quantity
                      from (%s) u group by 1, 2, 3, 4) g
              left join agent_deployments a on a.tenant_id = :tenant and a.id = g.deployment_id
              left join members m on m.tenant_id = :tenant and m.id = g.member_id
             order by g.day, g.metric desc, a.name nulls first, g.deployment_id, m.external_id nulls first""";

    @PersistenceContext
    EntityManager em;

    @Inject
    SubscriptionRows subscriptions;

    @Inject
    Clock clock;

    /**
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} for days out of order, more than 400 of them, or more
     *     rows than 50,000
     */
    public List<StatisticsRow> read(CallContext context, StatisticsRequest request) {
        context.require(Permission.READ_USAGE);
        var month = subscriptions.month(context, clock.instant());
        var to = request.to() == null ? LocalDate.ofInstant(clock.instant(), month.zone()) : request.to();
        var from = request.from() == null ? earlier(month.first(), to) : request.from();
        new FieldErrors()
                .check(!from.isAfter(to), "from", "is not after to")
                .check(isYear(from), "from", "is a year from 2000 to 2999")
                .check(isYear(to), "to", "is a year from 2000 to 2999")
                .check(ChronoUnit.DAYS.between(from, to) < LONGEST, "to", "is at most " + LONGEST + " days after from")
                .check(
                        StatisticsRequest.GROUPS.containsAll(request.groupBy()),
                        "group_by",
                        "is some of day, deployment, member, metric")
                .throwIfAny();
        var rows = rows(context, request, from, to);
        new FieldErrors()
                .check(rows.size() <= MOST, "from", "is later: these are more than " + MOST + " rows")
                .throwIfAny();
        return rows.stream().map(Statistics::row).toList();
    }

    /**
     * Whose a deployment is.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public TenantId tenantOf(PlatformCaller caller, UUID deployment) {
        List<?> found = em.createNativeQuery("select tenant_id from agent_deployments where id = :id")
                .setParameter("id", deployment)
                .getResultList();
        if (found.isEmpty()) {
            throw new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment has this id.");
        }
        return new TenantId((UUID) found.getFirst());
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other.withDayOfMonth(1);
    }

    private static boolean isYear(LocalDate day) {
        return day.getYear() >= 2000 && day.getYear() < 3000;
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(CallContext context, StatisticsRequest request, LocalDate from, LocalDate to) {
        var by = request.groupBy();
        var sql = GROUPED.formatted(
                by.contains("day") ? "u.day" : "cast(null as date)",
                by.contains("metric") ? "u.metric" : "cast(null as text)",
                by.contains("deployment") ? "u.deployment_id" : "cast(null as uuid)",
                by.contains("member") ? "u.member_id" : "cast(null as uuid)",
                by.contains("member") ? OF_MEMBERS : OF_DEPLOYMENTS);
        return em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("deployment", request.deployment())
                .setMaxResults(MOST + 1)
                .getResultList();
    }

    private static StatisticsRow row(Object[] row) {
        var deployment = (UUID) row[2];
        return new StatisticsRow(
                row[0] == null ? null : LocalDate.parse((String) row[0]),
                row[1] == null ? null : Metric.of((String) row[1]),
                deployment == null || deployment.equals(new UUID(0, 0)) ? null : Ids.print("dep_", deployment),
                text(row[3]),
                row[4] == null ? null : new MemberId((UUID) row[4]).toString(),
                text(row[5]),
                ((Number) row[6]).longValue());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
