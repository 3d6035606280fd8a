package io.guichet.knowledge;

import io.guichet.agent.CollectionLeft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Has nobody leave a collection in which there are documents: no one could see or remove them, and they take room. */
@ApplicationScoped
class KeepDocuments {

    @PersistenceContext
    EntityManager em;

    void left(@Observes CollectionLeft left) {
        var documents = em.createQuery(
                        "select count(*) from Document d where d.tenantId = :tenant and d.collection = :collection",
                        Long.class)
                .setParameter("tenant", left.context().tenant().value())
                .setParameter("collection", left.collection())
                .getSingleResult();
        left.faults()
                .check(
                        documents == 0,
                        "dedicated_collection",
                        "stays " + left.collection() + " while there are documents in it: remove them first");
    }
}
