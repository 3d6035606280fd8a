package io.guichet.billing;

import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What many tenants used, in one look, for those who run the platform. Reads counters: never the ledger. */
@UseCase
@Stateless
public class UsageOfClients {

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** Of each tenant that there is. */
    @SuppressWarnings("unchecked")
    public Map<TenantId, Figures> of(PlatformCaller caller, Collection<TenantId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select t.id,
                               coalesce(sum(c.used) filter (where c.metric = 'sessions' and c.period = m.period), 0),
                               coalesce(sum(c.used) filter (where c.metric = 'messages' and c.period = m.period), 0),
                               coalesce(sum(c.used) filter (where c.metric = 'sessions'), 0)
                          from tenants t
                         cross join lateral (
                               select cast(date_trunc('month', cast(:now as timestamptz) at time zone t.zone) as date)
                                      as period) m
                          left join usage_counters c on c.tenant_id = t.id and c.metric in ('sessions', 'messages')
                         where t.id in (:ids)
                         group by t.id""")
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("ids", ids.stream().map(TenantId::value).toList())
                .getResultList();
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new TenantId((UUID) row[0]), row -> new Figures(of(row[1]), of(row[2]), of(row[3]))));
    }

    private static long of(Object number) {
        return ((Number) number).longValue();
    }

    /**
     * @param currentMonthSessions of the running month in the tenant's zone, like the messages
     * @param totalSessions of all months
     */
    public record Figures(long currentMonthSessions, long currentMonthMessages, long totalSessions) {}
}
