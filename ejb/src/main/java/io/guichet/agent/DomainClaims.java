package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** Adds rules, which were checked before, in the running transaction. */
    List<AllowedDomain> add(CallContext context, Deployment deployment, List<DomainRule> rules) {
        lock(rules);
        var claimed = claimedElsewhere(context, rules);
        return rules.stream()
                .map(rule -> add(context, deployment, rule, claimed.contains(written(rule))))
                .toList();
    }

    private AllowedDomain add(CallContext context, Deployment deployment, DomainRule rule, boolean contested) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var row = new AllowedDomain(deployment, rule, now);
        if (contested) {
            row.contestedAt = now;
            LOG.warnf(
                    "GUI0401 domain %s of deployment %s is claimed by another tenant, too", row.id(), deployment.id());
        }
        em.persist(row);
        em.flush();
        audit.record(context, "domain.added", row.id().toString(), null, told(row));
        if (contested) {
            audit.record(context, "domain.contested", row.id().toString(), null, told(row));
        }
        return row;
    }

    /**
     * Of two who claim the same at once, or one above the other, the second waits and sees the first. In one order, so
     * that nobody waits for one who waits for him; taken late, so that it is not held for long.
     */
    private void lock(List<DomainRule> rules) {
        var keys = rules.stream()
                .filter(rule -> !rule.isEverybodys())
                .map(DomainRule::family)
                .distinct()
                .sorted()
                .toArray(String[]::new);
        if (keys.length > 0) {
            em.createNativeQuery("""
                            select count(*) from (select pg_advisory_xact_lock(hashtextextended('domain/' || k, 0))
                                                    from unnest(cast(:keys as text[])) k) l""").setParameter("keys", keys).getSingleResult();
        }
    }

    void remove(CallContext context, AllowedDomain row) {
        em.remove(row);
        audit.record(context, "domain.removed", row.id().toString(), told(row), null);
    }

    List<AllowedDomain> of(CallContext context, Deployment deployment) {
        return of(context, List.of(deployment));
    }

    private List<AllowedDomain> of(CallContext context, List<Deployment> deployments) {
        return em.createQuery(
                        "from AllowedDomain a where a.tenantId = :tenant and a.deploymentId in :ids order by a.id",
                        AllowedDomain.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("ids", deployments.stream().map(d -> d.id).toList())
                .getResultList();
    }

    /** The domains of deployments by the deployments' ids, however many by two queries. */
    Map<UUID, List<DomainView>> views(CallContext context, List<Deployment> deployments) {
        if (deployments.isEmpty()) {
            return Map.of();
        }
        var rows = of(context, deployments);
        var claimed = claimedNow(context, rows);
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.deploymentId, Collectors.mapping(row -> view(row, claimed), Collectors.toList())));
    }

    DomainView view(CallContext context, AllowedDomain row) {
        return view(row, claimedNow(context, List.of(row)));
    }

    private DomainView view(AllowedDomain row, Set<String> claimed) {
        var rule = row.rule();
        var contested = row.verifiedAt == null && claimed.contains(written(rule));
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

    /** Asked anew each time: whoever was first is warned as well. */
    private Set<String> claimedNow(CallContext context, List<AllowedDomain> rows) {
        return claimedElsewhere(
                context,
                rows.stream()
                        .filter(row -> row.verifiedAt == null)
                        .map(AllowedDomain::rule)
                        .toList());
    }

    private Set<String> claimedElsewhere(CallContext context, List<DomainRule> rules) {
        var claims = rules.stream()
                .filter(rule -> !rule.isEverybodys())
                .map(DomainClaims::written)
                .distinct()
                .toArray(String[]::new);
        if (claims.length == 0) {
            return Set.of();
        }
        @SuppressWarnings("unchecked")
        List<String> found = em.createNativeQuery(
                        "select c from domains_claimed_elsewhere(:tenant, cast(:claims as text[])) c", String.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("claims", claims)
                .getResultList();
        return Set.copyOf(found);
    }

    private static String written(DomainRule rule) {
        return (rule.wildcard() ? "*." : "") + rule.domain();
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
