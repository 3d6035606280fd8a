package io.guichet.billing;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** How many there are of what is not counted over a month. Read from the tables of their contexts, which are above. */
@ApplicationScoped
class Holdings {

    @PersistenceContext
    EntityManager em;

    long count(CallContext context, Metric metric) {
        var sql = switch (metric) {
            case DEPLOYMENTS ->
                "select count(*) from agent_deployments where tenant_id = :tenant and deleted_at is null";
            case STORAGE_BYTES ->
                "select coalesce(sum(used), 0) from usage_levels where tenant_id = :tenant and metric = 'storage_bytes'";
            case SESSIONS, MESSAGES, EMAILS, REPORTS ->
                throw new IllegalArgumentException(metric + " are counted over a month");
        };
        var count = (Number) em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        return count.longValue();
    }
}
