package io.guichet.agent;

import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Makes and changes a tenant's deployments, one change of a tenant's at a time: its plan says how many there may be. */
@UseCase
@Stateless
public class ChangeDeployments {

    private static final String MODE = "agent_deployments_agent_id_deployment_mode_fkey";
    private static final SecureRandom RANDOM = new SecureRandom();

    @PersistenceContext
    EntityManager em;

    @Inject
    DeploymentRows rows;

    @Inject
    DomainClaims domains;

    @Inject
    AgentModes modes;

    @Inject
    Quotas quotas;

    @Inject
    GuardedHttpClient http;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Event<CollectionLeft> left;

    @Inject
    Clock clock;

    /**
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#PLAN_LIMIT_REACHED}, {@link
     *     ProblemCode#UNREACHABLE_URL}, {@link ProblemCode#CLIENT_NOT_FOUND} for a tenant that is no more, {@link
     *     ProblemCode#CONFLICT} for a mode that the agent has just lost
     */
    public DeploymentDetails create(CallContext context, DeploymentDraft draft, @Nullable String key) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return idempotency.once(
                context, "deployments.create", key, draft, DeploymentDetails.class, () -> created(context, draft));
    }

    private DeploymentDetails created(CallContext context, DeploymentDraft draft) {
        var errors = new FieldErrors();
        var checked = draft.checked(errors);
        var agent = agent(draft, errors);
        lock(context);
        checkAgainst(context, agent, checked, null, errors);
        errors.throwIfAny();
        checkHost(checked);
        requireRoom(context);
        var row = new Deployment(
                context.tenant(),
                agent.orElseThrow().id(),
                checked.name(),
                newKey(),
                checked.mode(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        fill(row, draft, checked);
        em.persist(row);
        write();
        requireStillThere(row.agentId);
        if (checked.domains() != null) {
            domains.add(context, row, checked.domains());
        }
        var details = rows.details(context, row);
        audit.record(context, "deployment.created", details.id(), null, details);
        return details;
    }

    /**
     * Replaces all that a deployment is but its id, its key and its agent. Domains that are not sent stay. A collection that
     * has documents keeps its name.
     *
     * @param expected the version that is replaced; empty for whichever is there
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#PRECONDITION_FAILED}, {@link
     *     ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL}, {@link ProblemCode#CONFLICT} as there
     */
    public DeploymentDetails replace(
            CallContext context, DeploymentId id, DeploymentDraft draft, OptionalInt expected) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        lock(context);
        var row = rows.found(context, id, LockModeType.PESSIMISTIC_WRITE);
        AdministerAgents.requireVersion(row.version, expected);
        var errors = new FieldErrors();
        var checked = draft.checked(errors);
        var agent = em.find(Agent.class, row.agentId);
        errors.check(
                draft.agentId() == null || draft.agentId().equals(agent.id().toString()), "agent_id", "stays the same");
        checkAgainst(context, Optional.of(agent), checked, row, errors);
        checkLeft(context, row, checked, errors);
        errors.throwIfAny();
        checkHost(checked);
        var before = rows.details(context, row);
        row.name = checked.name();
        row.deploymentMode = checked.mode();
        fill(row, draft, checked);
        row.version++;
        row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        write();
        if (checked.domains() != null) {
            replaceDomains(context, row, checked.domains());
        }
        var after = rows.details(context, row);
        audit.record(context, "deployment.updated", after.id(), before, after);
        return after;
    }

    /**
     * Ends a deployment: its key opens nothing any more. Its conversations stay.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public void remove(CallContext context, DeploymentId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        lock(context);
        var row = rows.found(context, id, LockModeType.PESSIMISTIC_WRITE);
        var before = rows.details(context, row);
        row.deletedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.active = false;
        audit.record(context, "deployment.deleted", before.id(), before, null);
    }

    /** A mode that its agent lost since it was looked up is found here by the database. */
    private void write() {
        try {
            em.flush();
        } catch (ConstraintViolationException e) {
            if (!MODE.equals(e.getConstraintName())) {
                throw e;
            }
            throw new GuichetException(
                    ProblemCode.CONFLICT, "The agent has just ceased to allow this mode; read it again.");
        }
    }

    /** Holds the tenant's row, so that two who count what there is come one after the other. */
    private void lock(CallContext context) {
        var held = em.createNativeQuery(
                        "select id from tenants where id = :id and deleted_at is null for no key update", UUID.class)
                .setParameter("id", context.tenant().value())
                .getResultList();
        if (held.isEmpty()) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id.");
        }
    }

    private void requireRoom(CallContext context) {
        var limit = quotas.limit(context, Metric.DEPLOYMENTS);
        var there = em.createQuery(
                        "select count(*) from Deployment d where d.tenantId = :tenant and d.deletedAt is null",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        if (limit.isPresent() && there >= limit.getAsLong()) {
            throw new GuichetException(
                    ProblemCode.PLAN_LIMIT_REACHED,
                    "The plan allows " + limit.getAsLong() + " deployment(s), and there are " + there + ".");
        }
    }

    private Optional<Agent> agent(DeploymentDraft draft, FieldErrors errors) {
        var agent = Optional.ofNullable(draft.agentId())
                .flatMap(AgentId::parse)
                .map(id -> em.find(Agent.class, id.value()))
                .filter(a -> a.deletedAt == null);
        errors.check(agent.isPresent(), "agent_id", "names an agent that may be deployed");
        return agent;
    }

    private void checkAgainst(
            CallContext context,
            Optional<Agent> agent,
            DeploymentDraft.Checked checked,
            @Nullable Deployment itself,
            FieldErrors errors) {
        if (agent.isEmpty()) {
            return;
        }
        var allowed = modes.of(agent.get().id());
        var kept = itself != null && itself.deploymentMode.equals(checked.mode());
        errors.check(
                allowed.contains(checked.mode())
                        && (kept
                                || agent.get().whitelabelEnabled
                                || checked.mode().equals("internal")),
                "deployment_mode",
                "is one that the agent allows: " + (agent.get().whitelabelEnabled ? allowed : List.of("internal")));
        var twins = em.createQuery(
                        "select count(*) from Deployment d where d.tenantId = :tenant and d.agentId = :agent"
                                + " and d.name = :name and d.deletedAt is null and d.id <> :itself",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("agent", agent.get().id)
                .setParameter("name", checked.name())
                .setParameter("itself", itself == null ? new UUID(0, 0) : itself.id)
                .getSingleResult();
        errors.check(twins == 0, "name", "is another deployment's of the same agent");
        if (checked.collection() != null) {
            errors.check(
                    !isTaken(context, checked.collection()), "dedicated_collection", "is taken: choose another name");
        }
    }

    private void checkLeft(CallContext context, Deployment row, DeploymentDraft.Checked checked, FieldErrors errors) {
        var collection = row.dedicatedCollection;
        if (collection == null || collection.equals(checked.collection())) {
            return;
        }
        var others = em.createQuery(
                        "select count(*) from Deployment d where d.tenantId = :tenant and d.dedicatedCollection = :name"
                                + " and d.deletedAt is null and d.id <> :itself",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("name", collection)
                .setParameter("itself", row.id)
                .getSingleResult();
        if (others == 0) {
            left.fire(new CollectionLeft(context, collection, errors));
        }
    }

    /** Nobody searches what another tenant keeps: a collection has one owner. */
    private boolean isTaken(CallContext context, String collection) {
        em.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended('collection/' || :n, 0))) l")
                .setParameter("n", collection)
                .getSingleResult();
        return (boolean) em.createNativeQuery("select collection_taken(:tenant, :name)", Boolean.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("name", collection)
                .getSingleResult();
    }

    private void checkHost(DeploymentDraft.Checked checked) {
        var host = checked.overlay().modelHost();
        if (host != null) {
            http.requireAllowed(host);
        }
    }

    private static void fill(Deployment row, DeploymentDraft draft, DeploymentDraft.Checked checked) {
        row.description = checked.description();
        row.configOverlay = checked.overlay().json();
        row.dedicatedCollection = checked.collection();
        row.branding = checked.branding();
        row.maxSessionsDay = draft.maxSessionsDay();
        row.maxMessagesDay = draft.maxMessagesDay();
        row.rateLimitPerIp = checked.rateLimitPerIp();
        row.active = checked.active();
    }

    /** Those that stay keep their proof. */
    private void replaceDomains(CallContext context, Deployment row, List<DomainRule> rules) {
        var there = domains.of(context, row);
        for (var domain : there) {
            if (rules.stream().noneMatch(r -> r.equals(domain.rule()))) {
                domains.remove(context, domain);
            }
        }
        em.flush();
        var added = rules.stream()
                .filter(rule -> there.stream().noneMatch(d -> d.rule().equals(rule)))
                .toList();
        domains.add(context, row, added);
    }

    /** An agent that is being deleted waits for this deployment, or this deployment for it; then it is seen here. */
    private void requireStillThere(UUID agent) {
        var there = em.createNativeQuery("select id from agents where id = :id and deleted_at is null", UUID.class)
                .setParameter("id", agent)
                .getResultList();
        if (there.isEmpty()) {
            throw new GuichetException(ProblemCode.AGENT_NOT_FOUND, "The agent is no longer offered.");
        }
    }

    /** Public, but not to be guessed: who knows a key may ask for its branding. */
    private static String newKey() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "dpl_" + HexFormat.of().formatHex(bytes);
    }
}
