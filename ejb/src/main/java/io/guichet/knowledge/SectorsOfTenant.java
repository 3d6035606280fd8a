package io.guichet.knowledge;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** The sectors that a tenant works in, inside a use case's transaction. */
@ApplicationScoped
class SectorsOfTenant {

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    /** Those of its deployments' agents. */
    List<String> of(CallContext context) {
        return deployments.list(context).stream()
                .map(DeploymentView::sector)
                .distinct()
                .sorted()
                .toList();
    }

    /** Two who change what the tenant knows do so one after the other. */
    void hold(CallContext context) {
        em.createNativeQuery("select 1 from tenants where id = :tenant for no key update")
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
    }
}
