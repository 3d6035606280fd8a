package io.guichet.analytics;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How conversations went, by the day on which they began, deployment and agent: whatever happens in one later counts on
 * that day. Reads the conversations of the stretch by an index, and what was said in these alone.
 */
@UseCase
@Stateless
public class Measures {

    private static final int LONGEST = 93;
    private static final int USUAL = 30;
    private static final int MOST = 50_000;

    static final String ROWS = """
            with begun as materialized (
                select c.id, c.deployment_id, cast(c.started_at at time zone :zone as date) as day
                  from conversations c
                 where c.tenant_id = :tenant and c.started_at >= :from and c.started_at < :until
                   and (cast(:deployment as text) is null or c.deployment_id =
                        (select d.id from agent_deployments d
                          where d.tenant_id = :tenant and d.deployment_key = cast(:deployment as text)))
            ), answers as (
                select b.day, b.deployment_id,
                       percentile_cont(array[0.5, 0.9])
                           within group (order by extract(epoch from a.created_at - m.created_at) * 1000) as ms
                  from begun b
                  join messages a on a.tenant_id = :tenant and a.conversation_id = b.id
                                 and a.role = 'agent' and a.reply_to is not null
                  join messages m on m.tenant_id = :tenant and m.id = a.reply_to
                 group by 1, 2
            ), calls as (
                select b.day, b.deployment_id, b.id, h.reason,
                       extract(epoch from h.first_reply_at - h.requested_at) as waited
                  from begun b join hand_overs h on h.tenant_id = :tenant and h.conversation_id = b.id
            ), called as (
                select day, deployment_id, count(*) as times, count(distinct id) as conversations,
                       percentile_cont(0.5) within group (order by waited) as waited
                  from calls group by 1, 2
            ), reasons as (
                select day, deployment_id, json_object_agg(reason, times) as of_them
                  from (select day, deployment_id, reason, count(*) as times from calls group by 1, 2, 3) one
                 group by 1, 2
            ), rated as (
                select b.day, b.deployment_id, count(*) as times, avg(r.score) as average
                  from begun b join ratings r on r.tenant_id = :tenant and r.conversation_id = b.id
                 group by 1, 2
            ), days as (
                select day, deployment_id, count(*) as times from begun group by 1, 2
            )
            select cast(b.day as text), g.id as agent_id, g.name as agent, d.id as deployment_id, d.name as deployment,
                   b.times, b.times - coalesce(called.conversations, 0) as resolved, coalesce(called.times, 0) as calls,
                   cast(coalesce(reasons.of_them, '{}') as text) as reasons,
                   cast(round(answers.ms[1]) as bigint) as median, cast(round(answers.ms[2]) as bigint) as p90,
                   cast(round(called.waited) as bigint) as waited, coalesce(rated.times, 0) as ratings,
                   cast(round(rated.average, 2) as double precision) as average
              from days b
              join agent_deployments d on d.tenant_id = :tenant and d.id = b.deployment_id
              join agents g on g.id = d.agent_id
              left join answers on answers.day = b.day and answers.deployment_id = b.deployment_id
              left join called on called.day = b.day and called.deployment_id = b.deployment_id
              left join reasons on reasons.day = b.day and reasons.deployment_id = b.deployment_id
              left join rated on rated.day = b.day and rated.deployment_id = b.deployment_id
             order by b.day, d.name, d.id""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} for days out of order, or more than 93 of them
     */
    public List<MeasuresRow> read(CallContext context, MeasuresRequest request) {
        context.require(Permission.READ_USAGE);
        var zone = zone(context);
        var to = request.to() == null ? LocalDate.ofInstant(clock.instant(), zone) : request.to();
        var from = request.from() == null ? to.minusDays(USUAL - 1) : request.from();
        new FieldErrors()
                .check(!from.isAfter(to), "from", "is not after to")
                .check(isYear(from), "from", "is a year from 2000 to 2999")
                .check(isYear(to), "to", "is a year from 2000 to 2999")
                .check(ChronoUnit.DAYS.between(from, to) < LONGEST, "to", "is at most " + LONGEST + " days after from")
                .throwIfAny();
        return rows(context, zone, from, to, request.deployment()).stream()
                .map(Measures::row)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(
            CallContext context, ZoneId zone, LocalDate from, LocalDate to, @Nullable String deployment) {
        return em.createNativeQuery(ROWS)
                .setParameter("tenant", context.tenant().value())
                .setParameter("zone", zone.getId())
                .setParameter("from", Timestamp.from(from.atStartOfDay(zone).toInstant()))
                .setParameter(
                        "until",
                        Timestamp.from(to.plusDays(1).atStartOfDay(zone).toInstant()))
                .setParameter("deployment", deployment)
                .setMaxResults(MOST)
                .getResultList();
    }

    private ZoneId zone(CallContext context) {
        return ZoneId.of((String) em.createNativeQuery("select zone from tenants where id = :tenant", String.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult());
    }

    private static boolean isYear(LocalDate day) {
        return day.getYear() >= 2000 && day.getYear() < 3000;
    }

    private static MeasuresRow row(Object[] row) {
        return new MeasuresRow(
                LocalDate.parse((String) row[0]),
                Ids.print("agt_", (UUID) row[1]),
                (String) row[2],
                Ids.print("dep_", (UUID) row[3]),
                (String) row[4],
                count(row[5]),
                count(row[6]),
                count(row[7]),
                reasons((String) row[8]),
                number(row[9]),
                number(row[10]),
                number(row[11]),
                count(row[12]),
                row[13] == null ? null : ((Number) row[13]).doubleValue());
    }

    private static Map<String, Long> reasons(String json) {
        return new TreeMap<>(Json.read(json, new TypeReference<Map<String, Long>>() {}));
    }

    private static long count(Object value) {
        return ((Number) value).longValue();
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value == null ? null : (Long) ((Number) value).longValue();
    }
}
