package io.guichet.agent;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In which modes an agent may be deployed. The database holds every deployment to one of them. */
@ApplicationScoped
class AgentModes {

    @PersistenceContext
    EntityManager em;

    List<String> of(AgentId agent) {
        return em.createNativeQuery("select mode from agent_modes where agent_id = :agent order by mode", String.class)
                .setParameter("agent", agent.value())
                .getResultStream()
                .map(String.class::cast)
                .toList();
    }

    /**
     * Sets all of an agent's modes.
     *
     * @throws GuichetException {@link ProblemCode#CONFLICT} for a mode that goes although a deployment is in it, or was
     */
    void set(AgentId agent, Collection<String> modes) {
        var before = Set.copyOf(of(agent));
        var gone = new HashSet<>(before);
        gone.removeAll(modes);
        for (var mode : gone) {
            remove(agent, mode);
        }
        for (var mode : modes) {
            if (!before.contains(mode)) {
                em.createNativeQuery("insert into agent_modes (agent_id, mode) values (:agent, :mode)")
                        .setParameter("agent", agent.value())
                        .setParameter("mode", mode)
                        .executeUpdate();
            }
        }
    }

    private void remove(AgentId agent, String mode) {
        // Locked first: a deployment that is being made in this mode is counted, or comes too late.
        em.createNativeQuery("select mode from agent_modes where agent_id = :agent and mode = :mode for update")
                .setParameter("agent", agent.value())
                .setParameter("mode", mode)
                .getResultList();
        var used = em.createQuery(
                        "select count(*) from Deployment d where d.agentId = :agent and d.deploymentMode = :mode",
                        Long.class)
                .setParameter("agent", agent.value())
                .setParameter("mode", mode)
                .getSingleResult();
        if (used > 0) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "Deployments are in the mode " + mode + ", or were: it stays allowed.");
        }
        em.createNativeQuery("delete from agent_modes where agent_id = :agent and mode = :mode")
                .setParameter("agent", agent.value())
                .setParameter("mode", mode)
                .executeUpdate();
    }
}
