package io.guichet.agent;

import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The masters. They belong to the platform; every tenant may read them. */
@UseCase
@Stateless
public class Agents {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    public Optional<AgentId> bySlug(String slug) {
        return em.createQuery("from Agent a where a.slug = :slug", Agent.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst()
                .map(a -> new AgentId(a.id));
    }

    /**
     * Adds a master.
     *
     * @param modes in which it may be deployed: {@code internal}, {@code shared}, {@code dedicated}
     */
    public AgentId add(NewAgent agent, List<String> modes) {
        scope.platform();
        var id = AgentId.next();
        var row = new Agent(
                id, agent.slug(), agent.name(), agent.sector(), agent.welcome(), agent.placeholder(), clock.instant());
        row.whitelabelEnabled = true;
        row.defaultBranding = agent.branding();
        row.whitelabelConfig = agent.whitelabelConfig();
        em.persist(row);
        em.flush();
        for (var mode : modes) {
            em.createNativeQuery("insert into agent_modes (agent_id, mode) values (:agent, :mode)")
                    .setParameter("agent", id.value())
                    .setParameter("mode", mode)
                    .executeUpdate();
        }
        return id;
    }

    /**
     * @param branding JSON of the lowest level of branding, or null
     * @param whitelabelConfig JSON of what tenants may change, or null
     */
    public record NewAgent(
            String slug,
            String name,
            String sector,
            String welcome,
            String placeholder,
            @Nullable String branding,
            @Nullable String whitelabelConfig) {}
}
