package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Agents as tenants show them. */
@UseCase
@Stateless
public class Deployments {

    private static final String RULES = """
            select a.domain, a.is_wildcard, a.environment from allowed_domains a
             where a.tenant_id = ? and a.deployment_id = ? and a.is_active and a.domain = any(?)
               and (not a.is_wildcard or a.verified_at is not null or not ?)""";

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    AgentConfig config;

    @Inject
    DomainClaims claims;

    @Inject
    Clock clock;

    /**
     * Whose deployment a public key names, whether or not it is active; nobody's, once it was deleted. The transaction, which
     * was in no tenant, is in this one from then on: one round trip for both.
     */
    public Optional<TenantId> tenantOf(String key) {
        var tenant = em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var open = connection.prepareStatement("select open_deployment(?)")) {
                open.setString(1, key);
                try (var row = open.executeQuery()) {
                    row.next();
                    return Optional.ofNullable(row.getObject(1, UUID.class)).map(TenantId::new);
                }
            }
        });
        tenant.ifPresent(scope::entered);
        return tenant;
    }

    /**
     * What a page shows by a public key: one call for what each conversation on a page begins with. The transaction, which was
     * in no tenant, is in the deployment's from then on.
     *
     * @param origin the page's; null where nobody says
     * @param development whether this installation is a developer's
     * @return nothing for a key that opens nothing
     */
    public Optional<OnPage> onPage(Token key, @Nullable String origin, boolean development) {
        return tenantOf(key.text())
                .flatMap(tenant -> byKey(tenant, key.text()))
                .filter(DeploymentView::active)
                .map(d -> new OnPage(d, mayShow(d.tenant(), d.id(), origin, development)));
    }

    /** A deployment of the tenant, by its key. */
    public Optional<DeploymentView> byKey(CallContext context, String key) {
        return byKey(context.tenant(), key);
    }

    private Optional<DeploymentView> byKey(TenantId tenant, String key) {
        return one("d.deploymentKey = :it and d.deletedAt is null", tenant, key);
    }

    /** A deployment of the tenant, also one that was deleted: its conversations stay. That one is not active. */
    public Optional<DeploymentView> byId(CallContext context, DeploymentId id) {
        return one("d.id = :it", context.tenant(), id.value());
    }

    /** The tenant's deployments, the oldest first. */
    public List<DeploymentView> list(CallContext context) {
        return em.createQuery(
                        "from Deployment d where d.tenantId = :tenant and d.deletedAt is null"
                                + " order by d.createdAt, d.id",
                        Deployment.class)
                .setParameter("tenant", context.tenant().value())
                .getResultStream()
                .map(this::view)
                .toList();
    }

    /**
     * What an agent works with in a deployment of the tenant: its prompt, its model, what it searches.
     *
     * @return nothing for another tenant's deployment
     */
    public Optional<ResolvedConfiguration> resolved(CallContext context, DeploymentId id) {
        return rows(context.tenant(), "d.id = :it", id.value())
                .findFirst()
                .map(d -> resolve(em.find(Agent.class, d.agentId).master(), d));
    }

    /**
     * JSON Schema of the pre-quotes that the agent's model may propose in a deployment of the tenant.
     *
     * @return nothing where it proposes none, and for another tenant's deployment
     */
    public Optional<String> preQuoteSchema(CallContext context, DeploymentId id) {
        return rows(context.tenant(), "d.id = :it", id.value())
                .findFirst()
                .flatMap(d ->
                        OutputSchemas.named(em.find(Agent.class, d.agentId).outputSchemas, OutputSchemas.PRE_QUOTE));
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
        return add(context, agent, name, key, mode, branding, null, domains);
    }

    /**
     * The same with an overlay.
     *
     * @param overlay JSON of what it says of its agent's configuration, or null
     */
    public DeploymentView add(
            CallContext context,
            AgentId agent,
            String name,
            String key,
            String mode,
            @Nullable String branding,
            @Nullable String overlay,
            List<DomainRule> domains) {
        var faults = new FieldErrors();
        for (var i = 0; i < domains.size(); i++) {
            var refusal = domains.get(i).refusal();
            faults.check(refusal.isEmpty(), "domains[" + i + "]", refusal.orElse(""));
        }
        faults.throwIfAny();
        var deployment = new Deployment(
                context.tenant(), agent, name, key, mode, clock.instant().truncatedTo(ChronoUnit.MICROS));
        deployment.branding = branding;
        deployment.configOverlay = overlay;
        em.persist(deployment);
        em.flush();
        claims.add(context, deployment, domains);
        return view(deployment);
    }

    private Optional<DeploymentView> one(String condition, TenantId tenant, Object it) {
        return rows(tenant, condition, it).findFirst().map(this::view);
    }

    private Stream<Deployment> rows(TenantId tenant, String condition, Object it) {
        // With its agent, which is asked for next: one round trip for both.
        return em.createQuery(
                        "select d, a from Deployment d join Agent a on a.id = d.agentId where d.tenantId = :tenant and "
                                + condition,
                        Object[].class)
                .setParameter("tenant", tenant.value())
                .setParameter("it", it)
                .getResultStream()
                .map(row -> (Deployment) row[0]);
    }

    /**
     * Whether a page may show a deployment of the tenant. Only the rules that could allow it are looked up: a deployment
     * may have ten thousand.
     *
     * @param origin as the page's browser sends it; null where it sent none
     * @param development whether this installation is a developer's
     */
    public boolean mayShow(CallContext context, DeploymentId deployment, @Nullable String origin, boolean development) {
        return mayShow(context.tenant(), deployment, origin, development);
    }

    private boolean mayShow(TenantId tenant, DeploymentId deployment, @Nullable String origin, boolean development) {
        var names = DomainRule.candidates(origin);
        return !names.isEmpty() && DomainRule.allows(rules(tenant, deployment, names), origin, development);
    }

    /** By hand: asked for with each conversation, and a list of names is translated to SQL anew each time. */
    private List<DomainRule> rules(TenantId tenant, DeploymentId deployment, Set<String> names) {
        return em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var query = connection.prepareStatement(RULES)) {
                query.setObject(1, tenant.value());
                query.setObject(2, deployment.value());
                query.setArray(3, connection.createArrayOf("text", names.toArray()));
                query.setBoolean(4, config.wildcardsNeedProof);
                try (var rows = query.executeQuery()) {
                    var rules = new ArrayList<DomainRule>();
                    while (rows.next()) {
                        rules.add(new DomainRule(rows.getString(1), rows.getBoolean(2), rows.getString(3)));
                    }
                    return rules;
                }
            }
        });
    }

    /** Every rule of a deployment that counts. */
    public List<DomainRule> domains(CallContext context, DeploymentId deployment) {
        return em.createQuery(
                        "from AllowedDomain a where a.tenantId = :tenant and a.deploymentId = :id and a.active",
                        AllowedDomain.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", deployment.value())
                .getResultStream()
                .filter(a -> a.counts(config.wildcardsNeedProof))
                .map(AllowedDomain::rule)
                .toList();
    }

    private static ResolvedConfiguration resolve(Master master, Deployment deployment) {
        return ConfigurationResolver.resolve(
                master, deployment.deploymentMode, deployment.overlay(), deployment.rateLimitPerIp);
    }

    private DeploymentView view(Deployment deployment) {
        var agent = em.find(Agent.class, deployment.agentId);
        var master = agent.master();
        var config = resolve(master, deployment);
        return new DeploymentView(
                new TenantId(deployment.tenantId),
                deployment.id(),
                deployment.deploymentKey,
                deployment.name,
                deployment.opens(),
                agent.id(),
                config.name(),
                agent.sector,
                levels(agent, master, deployment.deploymentMode, deployment.branding, config),
                master.grants().requiredBranding(),
                deployment.maxSessionsDay,
                deployment.maxMessagesDay,
                config.rateLimitPerIp());
    }

    /** The branding of the agent and of its deployment; the words that the configuration gives stand below both. */
    static List<Branding.Level> levels(
            Agent agent, Master master, String mode, @Nullable String branding, ResolvedConfiguration config) {
        var levels = new ArrayList<Branding.Level>();
        levels.add(new Branding.Level(
                ConfigurationResolver.AGENT, Json.write(new Defaults(agent.welcomeMessage, agent.placeholder))));
        levels.add(new Branding.Level(ConfigurationResolver.AGENT, agent.defaultBranding));
        levels.add(new Branding.Level(
                ConfigurationResolver.DEPLOYMENT,
                Json.write(new Defaults(
                        ofDeployment(config, "welcome_message", config.welcomeMessage()),
                        ofDeployment(config, "placeholder", config.placeholder())))));
        if (ConfigurationResolver.takesBranding(master, mode)) {
            levels.add(new Branding.Level(ConfigurationResolver.DEPLOYMENT, branding));
        }
        return levels;
    }

    private static @Nullable String ofDeployment(ResolvedConfiguration config, String key, String value) {
        return ConfigurationResolver.DEPLOYMENT.equals(config.sources().get(key)) ? value : null;
    }

    /**
     * @param allowed whether the page may show it, by its domains
     */
    public record OnPage(DeploymentView deployment, boolean allowed) {}

    private record Defaults(
            @Nullable String welcomeMessage, @Nullable String placeholder) {}
}
