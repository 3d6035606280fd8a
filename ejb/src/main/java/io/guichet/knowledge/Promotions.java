package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.Agents;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Offers what a deployment learned to its agent, so that every deployment may have it: an anonymised copy goes into the
 * agent's queue, and nobody is given it before a person of the platform approved it.
 */
@UseCase
@Stateless
public class Promotions {

    private static final int MOST_A_NIGHT = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    Agents agents;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * Proposes a learned answer to its agent. Proposed twice, it is one proposal.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#INVALID_FIELDS} where too little of it is
     *     general; {@link ProblemCode#CONFLICT} where the agent has it already
     */
    public PromotedAnswerId propose(CallContext context, LearnedAnswerId id) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = em.find(LearnedAnswer.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such learned answer.");
        }
        var open = open(context, row);
        if (!open.isEmpty()) {
            if (open.getFirst()[1].equals("approved")) {
                throw new GuichetException(ProblemCode.CONFLICT, "The agent has this answer already.");
            }
            return new PromotedAnswerId((UUID) open.getFirst()[0]);
        }
        var names = names(context);
        var anonymiser = new Anonymiser(names.firms(), names.people());
        var question = anonymiser.anonymised(row.question);
        var answer = anonymiser.anonymised(row.answer);
        new FieldErrors()
                .check(question.saysEnough(), "question", "is general: too little of it is left without what is yours")
                .check(answer.saysEnough(), "answer", "is general: too little of it is left without what is yours")
                .throwIfAny();
        return proposed(context, row, new Copy(question.text(), answer.text()), "person");
    }

    /** Copies of this text that wait or are approved. */
    @SuppressWarnings("unchecked")
    private List<Object[]> open(CallContext context, LearnedAnswer row) {
        return em.createNativeQuery("""
                        select a.id, a.state from promotions p join promoted_answers a on a.id = p.promoted_answer_id
                         where p.tenant_id = :tenant and p.learned_answer_id = :answer and p.requested_at >= :since
                           and a.state in ('proposed', 'approved')""", Object[].class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("answer", row.id)
                .setParameter("since", Timestamp.from(row.updatedAt))
                .getResultList();
    }

    private PromotedAnswerId proposed(CallContext context, LearnedAnswer row, Copy general, String by) {
        var now = now();
        var agent = agentOf(context, row);
        var copy = new PromotedAnswer(
                agent.value(), row.locale, cut(general.question(), 500), cut(general.answer(), 4_000), by, now);
        em.persist(copy);
        em.flush();
        em.createNativeQuery("insert into promotions"
                        + " (tenant_id, learned_answer_id, promoted_answer_id, requested_by, requested_at)"
                        + " values (:tenant, :learned, :promoted, :by, :now)")
                .setParameter("tenant", context.tenant().value())
                .setParameter("learned", row.id)
                .setParameter("promoted", copy.id)
                .setParameter("by", context.actor().text())
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
        audit.record(context, "learned_answer.proposed", row.id().toString(), null, new Trace(agent, copy.id(), by));
        return copy.id();
    }

    /**
     * A deployment whose agent is proposed to without anybody asking.
     *
     * @param delay for how long an answer did not change
     */
    public record Waiting(DeploymentId deployment, Duration delay) {}

    /**
     * What the night may propose.
     *
     * @param version of what was read
     */
    public record Due(LearnedAnswerId id, int version, String question, String answer) {}

    /** What is general of it. */
    public record Copy(String question, String answer) {}

    /** The tenant's deployments that the night looks at. */
    public List<Waiting> waiting(CallContext context) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var waiting = new ArrayList<Waiting>();
        for (var deployment : deployments.list(context)) {
            agents.autoPromoteAfterDays(context, deployment.agent())
                    .ifPresent(days -> waiting.add(new Waiting(deployment.id(), Duration.ofDays(days))));
        }
        return waiting;
    }

    /** What has waited as long as its agent says, and was given at least once. Nobody has to wait for who reads it. */
    public List<Due> due(CallContext context, Waiting waiting) {
        context.require(Permission.ACT_FOR_PLATFORM);
        return em.createQuery(
                        "from LearnedAnswer a where a.tenantId = :tenant and a.deploymentId = :deployment and a.active"
                                + " and a.hits > 0 and a.updatedAt <= :before"
                                + " and (a.offeredAt is null or a.offeredAt < a.updatedAt) order by a.id",
                        LearnedAnswer.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("deployment", waiting.deployment().value())
                .setParameter("before", now().minus(waiting.delay()))
                .setMaxResults(MOST_A_NIGHT)
                .getResultStream()
                .map(row -> new Due(row.id(), row.version, row.question, row.answer))
                .toList();
    }

    /**
     * Proposes an answer that is due: nobody had to think of it, and still a person decides. Not tried again before it
     * changes.
     *
     * @param copy null where too little of it is general
     * @return false where nothing was proposed: also where it changed since it was read, or was proposed meanwhile
     */
    public boolean propose(CallContext context, Due due, @Nullable Copy copy) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var row = em.find(LearnedAnswer.class, due.id().value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.version != due.version() || !row.active || row.wasOffered()) {
            return false;
        }
        row.offeredAt = now();
        if (copy == null || !open(context, row).isEmpty()) {
            return false;
        }
        proposed(context, row, copy, "delay");
        return true;
    }

    private AgentId agentOf(CallContext context, LearnedAnswer row) {
        return deployments
                .byId(context, new DeploymentId(row.deploymentId))
                .orElseThrow(() -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment."))
                .agent();
    }

    /**
     * What may not be told of a tenant.
     *
     * @param firms what it, its deployments, its domains and its people are called
     */
    public record Names(List<String> firms, List<String> people) {
        public Names {
            firms = List.copyOf(firms);
            people = List.copyOf(people);
        }
    }

    /** What the tenant, its deployments and its people are called. */
    public Names names(CallContext context) {
        var firms = new ArrayList<String>();
        firms.addAll(texts(context, "select name from tenants where id = :tenant"));
        firms.addAll(texts(context, "select slug from tenants where id = :tenant"));
        firms.addAll(texts(context, "select name from agent_deployments where tenant_id = :tenant"));
        firms.addAll(texts(context, "select domain from allowed_domains where tenant_id = :tenant"));
        firms.addAll(texts(context, "select external_id from members where tenant_id = :tenant"));
        var members = texts(context, "select name from members where tenant_id = :tenant");
        firms.addAll(members);
        return new Names(firms, members);
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(CallContext context, String sql) {
        return em.createNativeQuery(sql, String.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What the audit trail keeps of a proposal. */
    private record Trace(AgentId agent, PromotedAnswerId promoted, String by) {}
}
