package io.guichet.knowledge;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentId;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What those who run the platform decide of proposed answers: nothing is an agent's before one of them said yes. */
@UseCase
@Stateless
public class PromotionReview {

    /** How far a copy has come. */
    public static final List<String> STATES = List.of("proposed", "approved", "rejected", "withdrawn");

    private static final int LONGEST_NOTE = 1_000;
    private static final UUID LAST = new UUID(-1, -1);

    @PersistenceContext
    EntityManager em;

    @Inject
    AdministerAgents agents;

    @Inject
    KnownRevisions revisions;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * The newest first.
     *
     * @param state one of {@link #STATES}; null for all
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}
     */
    public Page<PromotedAnswerView> list(
            PlatformCaller caller, AgentId agent, @Nullable String state, PageRequest page) {
        agents.get(caller, agent);
        var query = em.createQuery(
                        "from PromotedAnswer a where a.agentId = :agent and a.id < :before"
                                + (state == null ? "" : " and a.state = :state") + " order by a.id desc",
                        PromotedAnswer.class)
                .setParameter("agent", agent.value())
                .setParameter("before", page.after().map(Cursor::id).orElse(LAST))
                .setMaxResults(page.limit() + 1);
        if (state != null) {
            query.setParameter("state", state);
        }
        var cut = Page.cut(query.getResultList(), page.limit(), a -> new Cursor("", a.id));
        var facts = facts(cut.items().stream().map(a -> a.id).toList());
        return cut.map(a -> view(a, facts.getOrDefault(a.id, Facts.NONE)));
    }

    /**
     * Makes a proposed answer the agent's, in the words of whoever approves it.
     *
     * @param words question and answer as they are to be; what is null stays as it was proposed
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#CONFLICT} where it is not proposed;
     *     {@link ProblemCode#INVALID_FIELDS} where something that was taken is missing still, or tells of a person
     */
    public PromotedAnswerView approve(PlatformCaller caller, AgentId agent, PromotedAnswerId id, Words words) {
        var row = inState(agent, id, "proposed");
        var errors = new FieldErrors();
        var question =
                LearnedText.question(words.question() == null ? row.question : words.question(), "question", errors);
        var answer = LearnedText.answer(words.answer() == null ? row.answer : words.answer(), "answer", errors);
        errors.check(!question.contains(Anonymiser.HOLE), "question", "says what stands for […]")
                .check(!answer.contains(Anonymiser.HOLE), "answer", "says what stands for […]");
        var flags = LearnedText.flags(answer);
        errors.check(flags.isEmpty(), "answer", "tells of one business (" + String.join(", ", flags) + ")");
        errors.throwIfAny();
        row.question = question;
        row.answer = answer;
        return reviewed(caller, row, "approved", null);
    }

    /**
     * @param note why, for whoever looks later; or null
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#CONFLICT} where it is not proposed
     */
    public PromotedAnswerView reject(PlatformCaller caller, AgentId agent, PromotedAnswerId id, @Nullable String note) {
        return reviewed(caller, inState(agent, id, "proposed"), "rejected", note);
    }

    /**
     * Takes an approved answer back: nobody is given it from then on.
     *
     * @param note why, for whoever looks later; or null
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}; {@link ProblemCode#CONFLICT} where it is not approved
     */
    public PromotedAnswerView withdraw(
            PlatformCaller caller, AgentId agent, PromotedAnswerId id, @Nullable String note) {
        return reviewed(caller, inState(agent, id, "approved"), "withdrawn", note);
    }

    private PromotedAnswer inState(AgentId agent, PromotedAnswerId id, String state) {
        var row = em.find(PromotedAnswer.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || !row.agentId.equals(agent.value())) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "The agent has no such answer.");
        }
        if (!row.state.equals(state)) {
            throw new GuichetException(ProblemCode.CONFLICT, "It is " + row.state + ", not " + state + ".");
        }
        return row;
    }

    private PromotedAnswerView reviewed(
            PlatformCaller caller, PromotedAnswer row, String state, @Nullable String note) {
        new FieldErrors()
                .check(
                        PlainText.isAtMost(note, LONGEST_NOTE) && PlainText.isClean(note, true),
                        "note",
                        "is at most " + LONGEST_NOTE + " characters without control characters")
                .throwIfAny();
        var before = Trace.of(row);
        row.state = state;
        row.note = note == null || note.isBlank() ? null : note.strip();
        row.reviewedBy = caller.actor().text();
        row.reviewedByName = caller.actor().personsName().orElse(null);
        row.reviewedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.version++;
        revisions.changed(caller, new AgentId(row.agentId));
        audit.record(caller, "promoted_answer." + state, row.id().toString(), before, Trace.of(row));
        return view(row, facts(List.of(row.id)).getOrDefault(row.id, Facts.NONE));
    }

    /** Where copies are from and how often they were given. */
    private Map<UUID, Facts> facts(Collection<UUID> answers) {
        var facts = new HashMap<UUID, Facts>();
        if (answers.isEmpty()) {
            return facts;
        }
        List<?> rows = em.createNativeQuery("""
                        select a.id, p.tenant_id, p.learned_answer_id, coalesce(h.hits, 0), h.last_hit_at
                          from promoted_answers a
                          left join promotions p on p.promoted_answer_id = a.id
                          left join (select promoted_answer_id, sum(hits) hits, max(last_hit_at) last_hit_at
                                       from promoted_answer_hits where promoted_answer_id in (:answers)
                                      group by promoted_answer_id) h on h.promoted_answer_id = a.id
                         where a.id in (:answers)""", Object[].class)
                .setParameter("answers", answers)
                .getResultList();
        for (var row : rows) {
            facts.put((UUID) ((Object[]) row)[0], Facts.of((Object[]) row));
        }
        return facts;
    }

    private static PromotedAnswerView view(PromotedAnswer a, Facts facts) {
        return new PromotedAnswerView(
                a.id(),
                new AgentId(a.agentId),
                a.state,
                a.locale,
                a.question,
                a.answer,
                a.proposedBy,
                a.proposedAt,
                facts.tenant,
                facts.learned,
                a.reviewedBy,
                a.reviewedByName,
                a.reviewedAt,
                a.note,
                facts.hits,
                facts.lastHitAt,
                a.version);
    }

    /**
     * What an approved answer says.
     *
     * @param question null to leave it as proposed
     * @param answer null to leave it as proposed
     */
    public record Words(@Nullable String question, @Nullable String answer) {}

    private record Facts(
            @Nullable TenantId tenant,
            @Nullable LearnedAnswerId learned,
            long hits,
            @Nullable Instant lastHitAt) {

        static final Facts NONE = new Facts(null, null, 0, null);

        static Facts of(Object[] row) {
            return new Facts(
                    row[1] == null ? null : new TenantId((UUID) row[1]),
                    row[2] == null ? null : new LearnedAnswerId((UUID) row[2]),
                    ((Number) row[3]).longValue(),
                    (Instant) row[4]);
        }
    }

    /** What the audit trail keeps: words may tell of a person after all, so that it has their hash. */
    private record Trace(
            AgentId agent, String state, @Nullable String note, String text) {

        static Trace of(PromotedAnswer row) {
            return new Trace(
                    new AgentId(row.agentId),
                    row.state,
                    row.note,
                    "sha256:" + HexFormat.of().formatHex(KnownRows.hash(row.question + "\0" + row.answer)));
        }
    }
}
