package io.guichet.agent;

import io.guichet.billing.DeploymentFigures;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the deployments of a tenant that are there, and shows them. */
@ApplicationScoped
class DeploymentRows {

    @PersistenceContext
    EntityManager em;

    @Inject
    DomainClaims domains;

    @Inject
    DeploymentFigures figures;

    /**
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} for another tenant's, and for one that was deleted
     */
    Deployment found(CallContext context, DeploymentId id, LockModeType lock) {
        return em.createQuery(
                        "from Deployment d where d.tenantId = :tenant and d.id = :id and d.deletedAt is null",
                        Deployment.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", id.value())
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment of yours has this id."));
    }

    DeploymentDetails details(CallContext context, Deployment row) {
        return details(context, List.of(row)).getFirst();
    }

    /** Many by as many queries as one. */
    List<DeploymentDetails> details(CallContext context, List<Deployment> deployments) {
        if (deployments.isEmpty()) {
            return List.of();
        }
        var claimed = domains.views(context, deployments);
        var used = figures.of(context, deployments.stream().map(d -> d.id).toList());
        var agents = em.createQuery("from Agent a where a.id in :ids", Agent.class)
                .setParameter(
                        "ids",
                        deployments.stream().map(d -> d.agentId).distinct().toList())
                .getResultStream()
                .collect(Collectors.toMap(a -> a.id, Function.identity()));
        return deployments.stream()
                .map(d -> details(
                        context,
                        d,
                        Objects.requireNonNull(agents.get(d.agentId)),
                        claimed.getOrDefault(d.id, List.of()),
                        used.getOrDefault(d.id, DeploymentFigures.Figures.NONE)))
                .toList();
    }

    private static DeploymentDetails details(
            CallContext context,
            Deployment row,
            Agent agent,
            List<DomainView> domains,
            DeploymentFigures.Figures used) {
        var resolved =
                ConfigurationResolver.resolve(agent.master(), row.deploymentMode, row.overlay(), row.rateLimitPerIp);
        return new DeploymentDetails(
                row.id().toString(),
                row.deploymentKey,
                context.tenant().toString(),
                new DeploymentDetails.AgentOfDeployment(agent.id().toString(), agent.slug, agent.name, agent.sector),
                row.name,
                row.description,
                row.deploymentMode,
                row.configOverlay == null ? null : Json.tree(row.configOverlay),
                row.branding == null ? null : Json.tree(row.branding),
                row.dedicatedCollection,
                domains,
                row.maxSessionsDay,
                row.maxMessagesDay,
                row.rateLimitPerIp,
                resolved.rateLimitPerIp(),
                used.sessions(),
                used.messages(),
                used.lastActivityAt(),
                row.active,
                Stream.concat(resolved.notes().stream(), Branding.notes(row.branding).stream())
                        .toList(),
                row.version,
                row.createdAt,
                row.updatedAt);
    }
}
