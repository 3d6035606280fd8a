package io.guichet.agent;

import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows a tenant's deployments to those who look after them, and what becomes of their configuration. */
@UseCase
@Stateless
public class ReadDeployments {

    /** What the list is sorted by. */
    public static final Set<String> SORTS = Listing.SORTS;

    @PersistenceContext
    EntityManager em;

    @Inject
    DeploymentRows rows;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    @Inject
    AgentModes modes;

    /**
     * Whose deployment this is.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public TenantId tenantOf(PlatformCaller caller, DeploymentId id) {
        return em.createQuery(
                        "select d.tenantId from Deployment d where d.id = :id and d.deletedAt is null", UUID.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .map(TenantId::new)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment has this id."));
    }

    /**
     * @param active only those that are, or are not; null for all
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} for a tenant that never was
     */
    public Page<DeploymentDetails> list(
            CallContext context,
            PageRequest page,
            @Nullable AgentId agent,
            @Nullable String mode,
            @Nullable Boolean active) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        requireTenant(context);
        var listing = new Listing<>(em, Deployment.class, page)
                .where("e.tenantId = :tenant", "tenant", context.tenant().value())
                .where("e.deletedAt is null");
        if (!page.search().isEmpty()) {
            listing.where(
                    "(lower(e.name) like :q escape '\\' or e.deploymentKey like :q escape '\\')", "q", page.pattern());
        }
        if (agent != null) {
            listing.where("e.agentId = :agent", "agent", agent.value());
        }
        if (mode != null) {
            listing.where("e.deploymentMode = :mode", "mode", mode);
        }
        if (active != null) {
            listing.where("e.active = :active", "active", active);
        }
        var found = listing.page(d -> new Listing.Position(d.name, d.createdAt, d.id));
        return new Page<>(rows.details(context, found.items()), found.next());
    }

    /**
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public DeploymentDetails get(CallContext context, DeploymentId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return rows.details(context, rows.found(context, id, LockModeType.NONE));
    }

    /**
     * What a deployment works with and looks like.
     *
     * @param all whether also what is the platform's own business is shown: the agent's prompt where tenants may not
     *     change it, and its model's host
     */
    public ResolvedDeployment resolved(CallContext context, DeploymentId id, boolean all, String locale) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = rows.found(context, id, LockModeType.NONE);
        return resolved(context, row, new Draft(row.deploymentMode, row.overlay(), row.branding), all, locale);
    }

    /**
     * What a draft would change. Writes nothing.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS} as an update
     */
    public ResolvedDeployment.Preview preview(
            CallContext context, DeploymentId id, DeploymentPreview draft, boolean all, String locale) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = rows.found(context, id, LockModeType.NONE);
        var now = new Draft(row.deploymentMode, row.overlay(), row.branding);
        var errors = new FieldErrors();
        var overlay = ConfigOverlay.of(draft.configOverlay(), errors);
        var branding = BrandingSchema.checked(draft.branding(), "branding", errors);
        errors.check(
                draft.deploymentMode() == null
                        || modes.of(new AgentId(row.agentId)).contains(draft.deploymentMode()),
                "deployment_mode",
                "is one that the agent allows");
        errors.throwIfAny();
        var then = new Draft(
                Objects.requireNonNullElse(draft.deploymentMode(), now.mode),
                draft.configOverlay() == null
                        ? now.overlay
                        : overlay.dedicatedCollection() == null
                                ? overlay.withCollection(row.dedicatedCollection)
                                : overlay,
                draft.branding() == null ? now.branding : branding);
        var before = resolved(context, row, now, all, locale);
        var after = resolved(context, row, then, all, locale);
        var changes = new ArrayList<ResolvedDeployment.Change>();
        changes("config", before.config(), after.config(), changes);
        changes("branding", before.branding(), after.branding(), changes);
        return new ResolvedDeployment.Preview(row.id().toString(), changes, after.notes());
    }

    private static void changes(
            String part,
            Map<String, ResolvedDeployment.Value> before,
            Map<String, ResolvedDeployment.Value> after,
            List<ResolvedDeployment.Change> changes) {
        after.forEach((key, value) -> {
            var was = Objects.requireNonNull(before.get(key));
            if (!value.equals(was)) {
                changes.add(new ResolvedDeployment.Change(part, key, was, value));
            }
        });
    }

    private ResolvedDeployment resolved(CallContext context, Deployment row, Draft draft, boolean all, String locale) {
        var agent = em.find(Agent.class, row.agentId);
        var master = agent.master();
        var config = ConfigurationResolver.resolve(master, draft.mode, draft.overlay, row.rateLimitPerIp);
        var levels = Deployments.levels(agent, master, draft.mode, draft.branding, config);
        var branding = Branding.resolve(
                levels,
                Branding.names(config.name(), tenants.get(context).name(), null),
                master.grants().requiredBranding(),
                locale);
        var own = config.sources();
        return new ResolvedDeployment(
                row.id().toString(),
                draft.mode,
                ShownValues.of(
                        config,
                        !all
                                && !master.grants().allowPromptOverride()
                                && !ConfigurationResolver.DEPLOYMENT.equals(own.get("system_prompt")),
                        !all && !ConfigurationResolver.DEPLOYMENT.equals(own.get("model_host"))),
                ShownValues.of(branding),
                Stream.concat(config.notes().stream(), branding.notes().stream())
                        .toList());
    }

    private void requireTenant(CallContext context) {
        var there = em.createNativeQuery("select id from tenants where id = :id", UUID.class)
                .setParameter("id", context.tenant().value())
                .getResultList();
        if (there.isEmpty()) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id.");
        }
    }

    private record Draft(
            String mode, ConfigOverlay overlay, @Nullable String branding) {}
}
