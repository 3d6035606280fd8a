package io.guichet.knowledge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant's deployments learned from corrections. Who looks after a deployment looks after these. */
@UseCase
@Stateless
public class LearnedAnswers {

    static final int MOST = 5_000;

    private static final UUID LAST = new UUID(-1, -1);

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    KnownRevisions revisions;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * Learns an answer. A message that is corrected again keeps the last word.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}; {@link ProblemCode#INVALID_FIELDS}, also for a
     *     question that tells of a person; {@link ProblemCode#CONFLICT} where there are five thousand already
     */
    public LearnedAnswerView learn(CallContext context, LearnedCorrection correction) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var text = Checked.of(correction.draft());
        var deployment = deployments
                .byId(context, correction.deployment())
                .orElseThrow(() -> new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment."));
        hold(context, deployment.id());
        var known = ofMessage(context, correction.message());
        if (known.isPresent()) {
            return changed(context, known.get(), text);
        }
        requireRoom(context, deployment);
        var now = now();
        var row = new LearnedAnswer(
                context.tenant().value(),
                deployment.id().value(),
                context.actor().text(),
                context.actor().personsName().orElse(null),
                now);
        row.conversationId = correction.conversation();
        row.messageId = correction.message();
        text.into(row);
        em.persist(row);
        revisions.changed(context);
        audit.record(context, "learned_answer.created", row.id().toString(), null, Trace.of(row));
        return view(context, row);
    }

    /** Two who correct at once do so one after the other. */
    private void hold(CallContext context, DeploymentId deployment) {
        em.createNativeQuery("select 1 from agent_deployments where tenant_id = :tenant and id = :id for no key update")
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", deployment.value())
                .getSingleResult();
    }

    private Optional<LearnedAnswer> ofMessage(CallContext context, @Nullable UUID message) {
        return message == null
                ? Optional.empty()
                : em.createQuery(
                                "from LearnedAnswer a where a.tenantId = :tenant and a.messageId = :message",
                                LearnedAnswer.class)
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("message", message)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .findFirst();
    }

    private void requireRoom(CallContext context, DeploymentView deployment) {
        var there = em.createQuery(
                        "select count(*) from LearnedAnswer a where a.tenantId = :tenant and a.deploymentId = :id",
                        Long.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", deployment.id().value())
                .getSingleResult();
        if (there >= MOST) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "The deployment has learned " + MOST + " answers; remove some first.");
        }
    }

    /**
     * The newest first.
     *
     * @param deployment only those of this one; null for all
     * @param active only those that answer, or do not; null for all
     */
    public Page<LearnedAnswerView> list(
            CallContext context, PageRequest page, @Nullable DeploymentId deployment, @Nullable Boolean active) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var query = em.createQuery(
                        "from LearnedAnswer a where a.tenantId = :tenant and a.id < :before"
                                + (deployment == null ? "" : " and a.deploymentId = :deployment")
                                + (active == null ? "" : " and a.active = :active")
                                + (page.search().isEmpty()
                                        ? ""
                                        : " and (lower(a.question) like :q escape '\\' or lower(a.answer) like :q escape '\\')")
                                + " order by a.id desc",
                        LearnedAnswer.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", page.after().map(Cursor::id).orElse(LAST))
                .setMaxResults(page.limit() + 1);
        if (deployment != null) {
            query.setParameter("deployment", deployment.value());
        }
        if (active != null) {
            query.setParameter("active", active);
        }
        if (!page.search().isEmpty()) {
            query.setParameter("q", page.pattern());
        }
        var cut = Page.cut(query.getResultList(), page.limit(), a -> new Cursor("", a.id));
        var promotions = promotions(context, cut.items().stream().map(a -> a.id).toList());
        return cut.map(a -> view(a, promotions.get(a.id)));
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public LearnedAnswerView get(CallContext context, LearnedAnswerId id) {
        return view(context, owned(context, id, LockModeType.NONE));
    }

    /**
     * Changes all of it that its tenant can: what was promoted of it stays as it was.
     *
     * @param expected the version that is replaced; empty for whichever is there
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#PRECONDITION_FAILED}
     */
    public LearnedAnswerView replace(
            CallContext context, LearnedAnswerId id, LearnedAnswerDraft draft, OptionalInt expected) {
        var row = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        var text = Checked.of(draft);
        if (expected.isPresent() && expected.getAsInt() != row.version) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_FAILED, "It was changed since you read it; read it again.");
        }
        return changed(context, row, text);
    }

    private LearnedAnswerView changed(CallContext context, LearnedAnswer row, Checked text) {
        var before = Trace.of(row);
        text.into(row);
        row.updatedAt = now();
        row.version++;
        revisions.changed(context);
        audit.record(context, "learned_answer.changed", row.id().toString(), before, Trace.of(row));
        return view(context, row);
    }

    /**
     * Forgets it. What was promoted of it holds no reference to anybody and stays.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public void delete(CallContext context, LearnedAnswerId id) {
        var row = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        var before = Trace.of(row);
        em.remove(row);
        revisions.changed(context);
        audit.record(context, "learned_answer.deleted", id.toString(), before, null);
    }

    private LearnedAnswer owned(CallContext context, LearnedAnswerId id, LockModeType lock) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = em.find(LearnedAnswer.class, id.value(), lock);
        if (row == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such learned answer.");
        }
        return row;
    }

    private LearnedAnswerView view(CallContext context, LearnedAnswer row) {
        return view(row, promotions(context, List.of(row.id)).get(row.id));
    }

    /** By learned answer the state of its newest copy. */
    private Map<UUID, String> promotions(CallContext context, Collection<UUID> answers) {
        var states = new HashMap<UUID, String>();
        if (answers.isEmpty()) {
            return states;
        }
        List<?> rows = em.createNativeQuery("""
                        select p.learned_answer_id, a.state from promotions p
                          join promoted_answers a on a.id = p.promoted_answer_id
                         where p.tenant_id = :tenant and p.learned_answer_id in (:answers)
                         order by p.promoted_answer_id""", Object[].class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("answers", answers)
                .getResultList();
        for (var row : rows) {
            states.put((UUID) ((Object[]) row)[0], (String) ((Object[]) row)[1]);
        }
        return states;
    }

    private static LearnedAnswerView view(LearnedAnswer a, @Nullable String promotion) {
        return new LearnedAnswerView(
                a.id(),
                new DeploymentId(a.deploymentId),
                a.locale,
                a.question,
                a.answer,
                Json.read(a.flags, new TypeReference<List<String>>() {}),
                a.active,
                a.hits,
                a.lastHitAt,
                a.conversationId == null ? null : Ids.print("conv_", a.conversationId),
                a.messageId == null ? null : Ids.print("msg_", a.messageId),
                a.createdBy,
                a.createdByName,
                a.createdAt,
                a.updatedAt,
                promotion,
                a.version);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A draft that can be kept. */
    private record Checked(String question, String answer, String locale, boolean active) {

        static Checked of(LearnedAnswerDraft draft) {
            var errors = new FieldErrors();
            var checked = new Checked(
                    LearnedText.question(draft.question(), "question", errors),
                    LearnedText.answer(draft.answer(), "answer", errors),
                    LearnedText.locale(draft.locale(), errors),
                    draft.isActive() == null || draft.isActive());
            errors.throwIfAny();
            return checked;
        }

        void into(LearnedAnswer row) {
            row.question = question;
            row.answer = answer;
            row.locale = locale;
            row.active = active;
            row.flags = Json.write(LearnedText.flags(answer));
        }
    }

    /**
     * What the audit trail keeps: it can never be changed, and words may tell of a person, so that it has their hash.
     */
    private record Trace(
            DeploymentId deployment, @Nullable String message, boolean active, List<String> flags, String text) {

        static Trace of(LearnedAnswer row) {
            return new Trace(
                    new DeploymentId(row.deploymentId),
                    row.messageId == null ? null : Ids.print("msg_", row.messageId),
                    row.active,
                    LearnedText.flags(row.answer),
                    "sha256:" + HexFormat.of().formatHex(KnownRows.hash(row.question + "\0" + row.answer)));
        }
    }
}
