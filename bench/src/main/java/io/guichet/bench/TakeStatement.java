package io.guichet.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statement that takes a message from a tenant's quota, as the platform has it. A test keeps them the same. */
final class TakeStatement {

    static final String TAKE = """
            with asked as materialized (
                select t.id as tenant_id, u.*,
                       date_trunc('month', u.at at time zone t.zone)::date as period,
                       (u.at at time zone t.zone)::date as day,
                       (date_trunc('month', u.at at time zone t.zone) + interval '1 month') at time zone t.zone as resets_at,
                       (date_trunc('day', u.at at time zone t.zone) + interval '1 day') at time zone t.zone as tomorrow,
                       coalesce(own.most, case when l.beyond = 'stop' then l.included end) as most,
                       coalesce(own.most, case when s.billing_type <> 'usage' or l.beyond <> 'overage' then l.included end) as quota
                  from (select cast(? as text) as metric, cast(? as bigint) as quantity, cast(? as timestamptz) as at,
                               cast(? as bigint) as day_limit, cast(? as uuid) as deployment_id,
                               cast(? as uuid) as member_id, cast(? as uuid) as conversation_id,
                               cast(? as text) as source, cast(? as uuid) as id) u
                  join tenants t on t.id = ?
                 cross join lateral (select case u.metric when 'sessions' then t.max_sessions_month
                                                          when 'messages' then t.max_messages_month end as most) own
                  left join lateral (select s.plan_version_id, s.billing_type from subscriptions s
                                      where s.tenant_id = t.id and s.starts_at <= u.at
                                        and (s.ends_at is null or s.ends_at > u.at)
                                      order by s.starts_at desc limit 1) s on true
                  left join plan_limits l on l.plan_version_id = s.plan_version_id and l.metric = u.metric
            ), seen as materialized (
                select coalesce(c.used, 0) as used, coalesce(c.alerted, 0) as alerted,
                       a.most is null or coalesce(c.used, 0) + a.quantity <= a.most as in_month,
                       a.day_limit is null or coalesce(d.quantity, 0) + a.quantity <= a.day_limit as in_day
                  from asked a
                  left join usage_counters c
                         on c.tenant_id = a.tenant_id and c.metric = a.metric and c.period = a.period
                  left join usage_daily d
                         on d.tenant_id = a.tenant_id and d.day = a.day and d.metric = a.metric
                        and d.deployment_id = a.deployment_id and a.day_limit is not null
            ), entry as (
                insert into usage_ledger (id, tenant_id, period, at, metric, quantity, deployment_id, member_id,
                                          conversation_id, source)
                select a.id, a.tenant_id, a.period, a.at, a.metric, a.quantity,
                       nullif(a.deployment_id, '00000000-0000-0000-0000-000000000000'), a.member_id,
                       a.conversation_id, a.source
                  from asked a, seen where seen.in_month and seen.in_day
                on conflict (tenant_id, period, metric, source) do nothing
                returning quantity
            ), counter as (
                insert into usage_counters as c (tenant_id, metric, period, used)
                select a.tenant_id, a.metric, a.period, a.quantity from asked a, entry
                on conflict (tenant_id, metric, period) do update set used = c.used + excluded.used
                 where (select most from asked) is null or c.used + excluded.used <= (select most from asked)
                returning used, alerted
            ), today as (
                insert into usage_daily as d (tenant_id, day, metric, deployment_id, quantity, last_at)
                select a.tenant_id, a.day, a.metric, a.deployment_id, a.quantity, a.at from asked a, counter
                on conflict (tenant_id, day, metric, deployment_id)
                do update set quantity = d.quantity + excluded.quantity, last_at = greatest(d.last_at, excluded.last_at)
                 where (select day_limit from asked) is null
                    or d.quantity + excluded.quantity <= (select day_limit from asked)
                returning quantity
            ), members as (
                insert into usage_member_daily as d (tenant_id, day, metric, deployment_id, member_id, quantity)
                select a.tenant_id, a.day, a.metric, a.deployment_id, a.member_id, a.quantity
                  from asked a, today where a.member_id is not null
                on conflict (tenant_id, day, metric, deployment_id, member_id)
                do update set quantity = d.quantity + excluded.quantity
            )
            select a.period, a.resets_at, a.tomorrow, a.quota, coalesce(counter.alerted, seen.alerted) as alerted,
                   coalesce(counter.used, seen.used) as used,
                   case when today.quantity is not null then 'taken'
                        when counter.used is not null then 'day'
                        when entry.quantity is not null then 'month'
                        when seen.in_month and seen.in_day then 'known'
                        when exists (select from usage_ledger k
                                      where k.tenant_id = a.tenant_id and k.period = a.period and k.metric = a.metric
                                        and k.source = a.source) then 'known'
                        when seen.in_month then 'day'
                        else 'month' end as outcome
              from asked a cross join seen
              left join entry on true left join counter on true left join today on true""";

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private TakeStatement() {}

    static void bind(PreparedStatement take, UUID tenant, Place place, String source, Timestamp now)
            throws SQLException {
        take.setString(1, "messages");
        take.setLong(2, 1);
        take.setTimestamp(3, now);
        take.setNull(4, Types.BIGINT);
        take.setObject(5, place.deployment());
        take.setObject(6, place.member(), Types.OTHER);
        take.setObject(7, place.conversation(), Types.OTHER);
        take.setString(8, source);
        take.setObject(9, IDS.generate());
        take.setObject(10, tenant);
    }

    /** Whether it was taken. */
    static boolean run(PreparedStatement take) throws SQLException {
        try (var row = take.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("there is no such tenant");
            }
            return row.getString("outcome").equals("taken");
        }
    }

    /** Where a message is said. */
    record Place(
            UUID deployment,
            @Nullable UUID member,
            @Nullable UUID conversation) {}
}
