package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Tells every node, with the commit of the running transaction, that what it remembers is not what is there. */
@ApplicationScoped
class KnownRevisions {

    @PersistenceContext
    EntityManager em;

    void changed(CallContext context) {
        em.createNativeQuery("insert into knowledge_versions (tenant_id, version) values (:tenant, 1)"
                        + " on conflict (tenant_id) do update set version = knowledge_versions.version + 1")
                .setParameter("tenant", context.tenant().value())
                .executeUpdate();
    }

    void changed(PlatformCaller caller, AgentId agent) {
        em.createNativeQuery("insert into agent_knowledge_versions (agent_id, version) values (:agent, 1)"
                        + " on conflict (agent_id) do update set version = agent_knowledge_versions.version + 1")
                .setParameter("agent", agent.value())
                .executeUpdate();
    }
}
