package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Gives domains to deployments, and notices where two tenants say that the same one is theirs. */
@ApplicationScoped
class DomainClaims {

    private static final Logger LOG = Logger.getLogger(DomainClaims.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    AgentConfig config;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** Adds a rule, which was checked before, in the running transaction. */
    AllowedDomain add(CallContext context, Deployment deployment, DomainRule rule) {
        var row = new AllowedDomain(deployment, rule, clock.instant());
        if (isClaimedElsewhere(context, rule)) {
            row.contestedAt = clock.instant();
            LOG.warnf(
                    "GUI0401 domain %s of deployment %s is claimed by another tenant, too", row.id(), deployment.id());
        }
        em.persist(row);
        em.flush();
        audit.record(context, "domain.added", row.id().toString(), null, told(row));
        if (row.contestedAt != null) {
            audit.record(context, "domain.contested", row.id().toString(), null, told(row));
        }
        return row;
    }

    void remove(CallContext context, AllowedDomain row) {
        em.remove(row);
        audit.record(context, "domain.removed", row.id().toString(), told(row), null);
    }

    List<AllowedDomain> of(CallContext context, Deployment deployment) {
        return em.createQuery(
                        "from AllowedDomain a where a.tenantId = :tenant and a.deploymentId = :id order by a.id",
                        AllowedDomain.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", deployment.id)
                .getResultList();
    }

    DomainView view(CallContext context, AllowedDomain row) {
        var rule = row.rule();
        // Asked anew each time: whoever was first is warned as well.
        var contested = row.verifiedAt == null && isClaimedElsewhere(context, rule);
        return new DomainView(
                row.id().toString(),
                row.domain,
                row.wildcard,
                row.environment,
                row.counts(config.wildcardsNeedProof),
                row.verifiedAt,
                row.verifiedBy,
                rule.canBeProved() ? DomainView.Proof.of(row.domain, row.challenge) : null,
                contested ? List.of(DomainView.Warning.claimedElsewhere(row.domain)) : List.of(),
                row.createdAt);
    }

    private boolean isClaimedElsewhere(CallContext context, DomainRule rule) {
        return !rule.isEverybodys()
                && (boolean) em.createNativeQuery(
                                "select domain_claimed_elsewhere(:tenant, :domain, :wildcard, :parents)", Boolean.class)
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("domain", rule.domain())
                        .setParameter("wildcard", rule.wildcard())
                        .setParameter("parents", rule.parents().toArray(String[]::new))
                        .getSingleResult();
    }

    static Map<String, Object> told(AllowedDomain row) {
        return Map.of(
                "deployment_id",
                new DeploymentId(row.deploymentId).toString(),
                "domain",
                row.domain,
                "is_wildcard",
                row.wildcard,
                "environment",
                row.environment,
                "verified",
                row.verifiedAt != null);
    }
}
