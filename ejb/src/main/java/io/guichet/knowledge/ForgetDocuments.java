package io.guichet.knowledge;

import io.guichet.billing.StorageQuota;
import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Forgets a tenant's documents, some at a time. */
@UseCase
@Stateless
public class ForgetDocuments {

    private static final int SOME = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    DocumentRows rows;

    @Inject
    StorageQuota quota;

    /**
     * Forgets some, and gives back the room they took.
     *
     * @return how many; 0 once there are no more
     */
    public int some(CallContext context) {
        return forget(
                context,
                em.createQuery("from Document d where d.tenantId = :tenant order by d.id", Document.class)
                        .setParameter("tenant", context.tenant().value()));
    }

    /**
     * The same with those that nobody can see any more: every deployment that has their collection was ended before a time.
     *
     * @return how many; 0 once there are no more
     */
    public int someOfEnded(CallContext context, Instant before) {
        return forget(
                context,
                em.createNativeQuery("""
                                select d.* from documents d
                                 where d.tenant_id = :tenant
                                   and exists (select from agent_deployments a where a.tenant_id = d.tenant_id
                                                  and a.dedicated_collection = d.collection)
                                   and not exists (select from agent_deployments a where a.tenant_id = d.tenant_id
                                                      and a.dedicated_collection = d.collection
                                                      and (a.deleted_at is null or a.deleted_at >= :before))
                                 order by d.id""", Document.class)
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("before", Timestamp.from(before)));
    }

    @SuppressWarnings("unchecked")
    private int forget(CallContext context, Query query) {
        var found = (List<Document>) query.setMaxResults(SOME).getResultList();
        var bytes = found.stream().mapToLong(d -> d.sizeBytes).sum();
        found.forEach(rows::remove);
        quota.giveBack(context, bytes);
        return found.size();
    }
}
