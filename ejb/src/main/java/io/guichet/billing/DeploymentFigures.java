package io.guichet.billing;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What deployments were used for since they were made. Reads the days, for as many deployments as asked by one query. */
@ApplicationScoped
public class DeploymentFigures {

    @PersistenceContext
    EntityManager em;

    /** The figures of deployments of the tenant; none for one that nobody used. */
    public Map<UUID, Figures> of(CallContext context, Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return Map.of();
        }
        @SuppressWarnings("unchecked")
        List<Object[]> rows = em.createNativeQuery("""
                        select deployment_id,
                               cast(coalesce(sum(quantity) filter (where metric = 'sessions'), 0) as bigint),
                               cast(coalesce(sum(quantity) filter (where metric = 'messages'), 0) as bigint),
                               max(coalesce(last_at, cast(day as timestamp) at time zone 'UTC'))
                          from usage_daily
                         where tenant_id = :tenant and deployment_id in (:deployments)
                           and metric in ('sessions', 'messages')
                         group by deployment_id""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("deployments", deployments)
                .getResultList();
        var figures = new HashMap<UUID, Figures>();
        for (var row : rows) {
            figures.put(
                    (UUID) row[0],
                    new Figures(((Number) row[1]).longValue(), ((Number) row[2]).longValue(), (Instant) row[3]));
        }
        return figures;
    }

    /**
     * @param sessions conversations in which a visitor wrote
     * @param messages visitors' messages
     * @param lastActivityAt when the last of them came; null where none did
     */
    public record Figures(
            long sessions, long messages, @Nullable Instant lastActivityAt) {

        /** Of what nobody used. */
        public static final Figures NONE = new Figures(0, 0, null);
    }
}
