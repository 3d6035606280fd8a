package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which pages may show a deployment. */
@UseCase
@Stateless
public class Domains {

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);

    @PersistenceContext
    EntityManager em;

    @Inject
    DeploymentRows rows;

    @Inject
    DomainClaims claims;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public Page<DomainView> list(CallContext context, DeploymentId deployment, PageRequest page) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = rows.found(context, deployment, LockModeType.NONE);
        var all = claims.views(context, List.of(row)).getOrDefault(row.id, List.of());
        return Page.of(all, page, Domains::position);
    }

    /** The oldest first. */
    private static Cursor position(DomainView domain) {
        return new Cursor("", DomainId.parse(domain.id()).orElseThrow().value());
    }

    /**
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONFLICT} where it is there already
     */
    public DomainView add(CallContext context, DeploymentId deployment, DomainDraft draft, @Nullable String key) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return idempotency.once(
                context,
                "domains.add",
                key,
                List.of(deployment, draft),
                DomainView.class,
                () -> added(context, deployment, draft));
    }

    private DomainView added(CallContext context, DeploymentId deployment, DomainDraft draft) {
        var row = rows.found(context, deployment, LockModeType.PESSIMISTIC_WRITE);
        var errors = new FieldErrors();
        var rule = draft.checked("", errors);
        errors.throwIfAny();
        var there = claims.of(context, row);
        if (there.stream().anyMatch(d -> d.rule().isSameAs(Objects.requireNonNull(rule)))) {
            throw new GuichetException(ProblemCode.CONFLICT, "The deployment has this domain already.");
        }
        new FieldErrors()
                .check(
                        there.size() < DomainDraft.MOST,
                        "domain",
                        "is one too many: " + DomainDraft.MOST + " are allowed")
                .throwIfAny();
        return claims.view(
                context,
                claims.add(context, row, List.of(Objects.requireNonNull(rule))).getFirst());
    }

    /**
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#DOMAIN_NOT_FOUND}
     */
    public void remove(CallContext context, DeploymentId deployment, DomainId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = rows.found(context, deployment, LockModeType.PESSIMISTIC_WRITE);
        claims.remove(context, found(context, row, id));
    }

    /**
     * Begins a check of who owns a domain: what is to be found, and where. One in ten seconds for a domain.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#DOMAIN_NOT_FOUND}, {@link
     *     ProblemCode#INVALID_FIELDS} for what nobody can prove, {@link ProblemCode#RATE_LIMITED}
     */
    public Challenge challenge(CallContext context, DeploymentId deployment, DomainId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = found(context, rows.found(context, deployment, LockModeType.PESSIMISTIC_WRITE), id);
        new FieldErrors()
                .check(row.rule().canBeProved(), "domain", "is an address or this machine: there is nothing to prove")
                .throwIfAny();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (row.checkedAt != null && row.checkedAt.plus(BETWEEN_CHECKS).isAfter(now)) {
            throw new GuichetException(
                    ProblemCode.RATE_LIMITED, "It was checked a moment ago; try again in ten seconds.");
        }
        row.checkedAt = now;
        return new Challenge(DomainView.Proof.of(row.domain, row.challenge));
    }

    /**
     * Notes what a check found. A proof that is gone is none any more.
     *
     * @param method {@code dns} or {@code file}; empty where nothing was found
     */
    public DomainView checked(CallContext context, DeploymentId deployment, DomainId id, Optional<String> method) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = found(context, rows.found(context, deployment, LockModeType.PESSIMISTIC_WRITE), id);
        var before = DomainClaims.told(row);
        var was = row.verifiedAt != null;
        row.verifiedBy = method.orElse(null);
        row.verifiedAt = method.isPresent() ? clock.instant().truncatedTo(ChronoUnit.MICROS) : null;
        if (was || method.isPresent()) {
            audit.record(
                    context,
                    method.isPresent() ? "domain.verified" : "domain.proof_lost",
                    row.id().toString(),
                    before,
                    DomainClaims.told(row));
        }
        em.flush();
        return claims.view(context, row);
    }

    private AllowedDomain found(CallContext context, Deployment deployment, DomainId id) {
        return claims.of(context, deployment).stream()
                .filter(d -> d.id.equals(id.value()))
                .findFirst()
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DOMAIN_NOT_FOUND, "The deployment has no such domain."));
    }

    /** What is to be found. */
    public record Challenge(DomainView.Proof proof) {}
}
