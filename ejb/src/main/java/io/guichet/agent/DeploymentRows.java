package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;

/** Finds the deployments of a tenant that are there, and shows them. */
@ApplicationScoped
class DeploymentRows {

    @PersistenceContext
    EntityManager em;

    @Inject
    DomainClaims domains;

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

    Master master(Deployment row) {
        return em.find(Agent.class, row.agentId).master();
    }

    ResolvedConfiguration resolved(Deployment row) {
        return ConfigurationResolver.resolve(master(row), row.deploymentMode, row.overlay(), row.rateLimitPerIp);
    }

    DeploymentDetails details(CallContext context, Deployment row) {
        var agent = em.find(Agent.class, row.agentId);
        var resolved = resolved(row);
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
                domains.of(context, row).stream()
                        .map(d -> domains.view(context, d))
                        .toList(),
                row.maxSessionsDay,
                row.maxMessagesDay,
                row.rateLimitPerIp,
                resolved.rateLimitPerIp(),
                row.active,
                resolved.notes(),
                row.version,
                row.createdAt,
                row.updatedAt);
    }
}
