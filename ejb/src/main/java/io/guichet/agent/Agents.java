package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    AgentModes modes;

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
                id,
                agent.slug(),
                agent.name(),
                agent.sector(),
                agent.welcome(),
                agent.placeholder(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.whitelabelEnabled = true;
        row.defaultBranding = agent.branding();
        row.whitelabelConfig = agent.whitelabelConfig();
        em.persist(row);
        em.flush();
        this.modes.set(id, modes);
        return id;
    }

    /**
     * After how many days what a deployment learned is proposed to its agent by itself.
     *
     * @return nothing where somebody has to think of it
     */
    public OptionalInt autoPromoteAfterDays(CallContext context, AgentId agent) {
        var row = em.find(Agent.class, agent.value());
        var days = row == null ? null : row.master().grants().autoPromoteAfterDays();
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /** Gives a master a collection, from which all of its deployments answer. */
    public void collect(PlatformCaller caller, AgentId agent, String collection) {
        em.find(Agent.class, agent.value()).collection = collection;
    }

    /** The agents that tenants may show under their own brand, by name. */
    public List<AgentOffer> offers(CallContext context) {
        return em.createQuery(
                        "from Agent a where a.deletedAt is null and a.whitelabelEnabled order by lower(a.name), a.id",
                        Agent.class)
                .getResultStream()
                .map(a -> new AgentOffer(a.id().toString(), a.slug, a.name, a.sector, a.description, modes.of(a.id())))
                .toList();
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
