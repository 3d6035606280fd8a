package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Agents as tenants show them. */
@UseCase
@Stateless
public class Deployments {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    /** Whose deployment a public key names, whether or not it is active. */
    public Optional<TenantId> tenantOf(String key) {
        scope.present(new Token(key));
        return em.createQuery("select d.tenantId from Deployment d where d.deploymentKey = :key", java.util.UUID.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst()
                .map(TenantId::new);
    }

    /** A deployment of the tenant, by its key. */
    public Optional<DeploymentView> byKey(CallContext context, String key) {
        return one("d.deploymentKey = :it", context, key);
    }

    /** A deployment of the tenant. */
    public Optional<DeploymentView> byId(CallContext context, DeploymentId id) {
        return one("d.id = :it", context, id.value());
    }

    /** The tenant's deployments, the oldest first. */
    public List<DeploymentView> list(CallContext context) {
        return em.createQuery(
                        "from Deployment d where d.tenantId = :tenant order by d.createdAt, d.id", Deployment.class)
                .setParameter("tenant", context.tenant().value())
                .getResultStream()
                .map(this::view)
                .toList();
    }

    /**
     * How a conversation of a deployment looks and begins.
     *
     * @param member for whom it is held, or null where it is the tenant's own
     */
    public Branding branding(
            CallContext context,
            DeploymentView deployment,
            TenantView tenant,
            @Nullable MemberView member,
            String locale) {
        var levels = new ArrayList<@Nullable String>(deployment.brandingLevels());
        levels.add(member == null ? null : member.branding());
        var speaksFor = member == null ? tenant.name() : member.name();
        var names = new HashMap<String, String>();
        names.put("agent.name", deployment.agentName());
        names.put("client.name", tenant.name());
        names.put("artisan.name", speaksFor);
        names.put("user.name", speaksFor);
        return Branding.resolve(levels, names, deployment.poweredByRequired(), locale);
    }

    /**
     * Shows an agent under a key.
     *
     * @param mode one that the agent allows; the database refuses any other
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS} naming every domain
     *     that nobody may have
     */
    public DeploymentView add(
            CallContext context,
            AgentId agent,
            String name,
            String key,
            String mode,
            @Nullable String branding,
            List<DomainRule> domains) {
        var faults = new FieldErrors();
        for (var i = 0; i < domains.size(); i++) {
            var refusal = domains.get(i).refusal();
            faults.check(refusal.isEmpty(), "domains[" + i + "]", refusal.orElse(""));
        }
        faults.throwIfAny();
        var deployment = new Deployment(context.tenant(), agent, name, key, mode, clock.instant());
        deployment.branding = branding;
        em.persist(deployment);
        domains.forEach(rule -> em.persist(new AllowedDomain(deployment, rule, clock.instant())));
        em.flush();
        return view(deployment);
    }

    private Optional<DeploymentView> one(String condition, CallContext context, Object it) {
        return em.createQuery("from Deployment d where d.tenantId = :tenant and " + condition, Deployment.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("it", it)
                .getResultStream()
                .findFirst()
                .map(this::view);
    }

    private DeploymentView view(Deployment deployment) {
        var agent = em.find(Agent.class, deployment.agentId);
        var domains = em.createQuery(
                        "from AllowedDomain a where a.deploymentId = :id and a.active", AllowedDomain.class)
                .setParameter("id", deployment.id)
                .getResultStream()
                .map(AllowedDomain::rule)
                .toList();
        var levels = new ArrayList<@Nullable String>();
        levels.add(Json.write(new Defaults(agent.welcomeMessage, agent.placeholder)));
        levels.add(agent.defaultBranding);
        levels.add(deployment.branding);
        return new DeploymentView(
                new TenantId(deployment.tenantId),
                new DeploymentId(deployment.id),
                deployment.deploymentKey,
                deployment.name,
                deployment.active,
                new AgentId(agent.id),
                agent.name,
                agent.sector,
                levels,
                requiresPoweredBy(agent),
                domains,
                deployment.maxSessionsDay,
                deployment.maxMessagesDay,
                Math.max(deployment.rateLimitPerIp, leastRate(agent)));
    }

    private static boolean requiresPoweredBy(Agent agent) {
        return agent.whitelabelConfig != null
                && Json.tree(agent.whitelabelConfig).path("required_branding").asBoolean(false);
    }

    private static int leastRate(Agent agent) {
        return agent.whitelabelConfig == null
                ? 1
                : Json.tree(agent.whitelabelConfig).path("min_rate_limit").asInt(1);
    }

    private record Defaults(String welcomeMessage, String placeholder) {}
}
