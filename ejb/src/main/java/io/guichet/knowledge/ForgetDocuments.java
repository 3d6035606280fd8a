package io.guichet.knowledge;

import io.guichet.billing.StorageQuota;
import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

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
        var found = em.createQuery("from Document d where d.tenantId = :tenant order by d.id", Document.class)
                .setParameter("tenant", context.tenant().value())
                .setMaxResults(SOME)
                .getResultList();
        var bytes = found.stream().mapToLong(d -> d.sizeBytes).sum();
        found.forEach(rows::remove);
        quota.giveBack(context, bytes);
        return found.size();
    }
}
