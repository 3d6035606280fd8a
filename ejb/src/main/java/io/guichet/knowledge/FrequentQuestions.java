package io.guichet.knowledge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The questions that a tenant is asked often: its own, and those that its sectors bring. */
@UseCase
@Stateless
public class FrequentQuestions {

    static final int MOST = 500;
    private static final int MOST_VARIANTS = 20;

    @PersistenceContext
    EntityManager em;

    @Inject
    SectorsOfTenant sectors;

    @Inject
    KnownRevisions revisions;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * By sector and name: the tenant's own, and what its sectors bring beside them.
     *
     * @param sector only this one; null for those of its deployments and of its own questions
     * @param source {@code own} or {@code sector}; null for both
     */
    public Page<FrequentQuestionView> list(
            CallContext context, PageRequest page, @Nullable String sector, @Nullable String source) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var named = sector == null ? null : KnownSector.called(sector);
        var own = own(context, named);
        var replaced = own.stream().map(FrequentQuestions::name).collect(Collectors.toSet());
        var wanted = named == null ? sectors.of(context) : List.of(named);
        var common = wanted.stream()
                .flatMap(s -> KnownSector.of(s).questions().stream().map(q -> view(s, q)))
                .filter(q -> !replaced.contains(nameOf(q)));
        var all = Stream.concat(own.stream().map(FrequentQuestions::view), common)
                .filter(q -> source == null || q.source().equals(source))
                .toList();
        return Page.of(all, page, q -> nameOf(q).position());
    }

    private List<FrequentQuestion> own(CallContext context, @Nullable String sector) {
        var query = em.createQuery(
                        "from FrequentQuestion q where q.tenantId = :tenant"
                                + (sector == null ? "" : " and q.sector = :sector"),
                        FrequentQuestion.class)
                .setParameter("tenant", context.tenant().value());
        if (sector != null) {
            query.setParameter("sector", sector);
        }
        return query.getResultList();
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public FrequentQuestionView get(CallContext context, FrequentQuestionId id) {
        return view(owned(context, id, LockModeType.NONE));
    }

    /**
     * Adds one.
     *
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} where there is one of this
     *     name, or there are five hundred
     */
    public FrequentQuestionView create(CallContext context, FrequentQuestionDraft draft, @Nullable String key) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return idempotency.once(
                context, "faq.create", key, draft, FrequentQuestionView.class, () -> created(context, draft));
    }

    private FrequentQuestionView created(CallContext context, FrequentQuestionDraft draft) {
        var checked = Checked.of(draft);
        sectors.hold(context);
        var own = own(context, null);
        if (own.stream().anyMatch(q -> name(q).equals(checked.name))) {
            throw new GuichetException(ProblemCode.CONFLICT, "There is a question of this name already.");
        }
        if (own.size() >= MOST) {
            throw new GuichetException(ProblemCode.CONFLICT, "There are " + MOST + " questions; remove some first.");
        }
        var row = new FrequentQuestion(context.tenant().value(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        into(row, checked);
        em.persist(row);
        revisions.changed(context);
        audit.record(context, "frequent_question.created", row.id().toString(), null, trace(row));
        return view(row);
    }

    /**
     * @param expected the version that is replaced; empty for whichever is there
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONFLICT} where another has the name, {@link ProblemCode#PRECONDITION_FAILED}
     */
    public FrequentQuestionView replace(
            CallContext context, FrequentQuestionId id, FrequentQuestionDraft draft, OptionalInt expected) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        sectors.hold(context);
        var row = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        var checked = Checked.of(draft);
        if (expected.isPresent() && expected.getAsInt() != row.version) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_FAILED, "It was changed since you read it; read it again.");
        }
        if (own(context, checked.name.sector()).stream()
                .anyMatch(q -> !q.id.equals(row.id) && name(q).equals(checked.name))) {
            throw new GuichetException(ProblemCode.CONFLICT, "There is a question of this name already.");
        }
        var before = trace(row);
        into(row, checked);
        revisions.changed(context);
        audit.record(context, "frequent_question.changed", id.toString(), before, trace(row));
        return view(row);
    }

    /**
     * Removes it; what the sector brings of the same name answers again.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public void delete(CallContext context, FrequentQuestionId id) {
        var row = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        em.remove(row);
        revisions.changed(context);
        audit.record(context, "frequent_question.deleted", id.toString(), trace(row), null);
    }

    private FrequentQuestion owned(CallContext context, FrequentQuestionId id, LockModeType lock) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = em.find(FrequentQuestion.class, id.value(), lock);
        if (row == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such question of yours.");
        }
        return row;
    }

    private void into(FrequentQuestion row, Checked checked) {
        row.sector = checked.name.sector();
        row.name = checked.name.name();
        row.locale = checked.name.locale();
        row.question = checked.question;
        row.variants = Json.write(checked.variants);
        row.answer = checked.answer;
        row.active = checked.active;
        row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.version++;
    }

    private static KnownTrace trace(FrequentQuestion row) {
        return KnownTrace.of(name(row), row.active, List.of(row.question, row.variants, row.answer));
    }

    private static KnownName name(FrequentQuestion row) {
        return new KnownName(row.sector, row.name, row.locale);
    }

    private static KnownName nameOf(FrequentQuestionView view) {
        return new KnownName(view.sector(), view.name(), view.locale());
    }

    private static FrequentQuestionView view(FrequentQuestion q) {
        return new FrequentQuestionView(
                q.id(),
                "own",
                q.sector,
                q.name,
                q.locale,
                q.question,
                Json.read(q.variants, new TypeReference<List<String>>() {}),
                q.answer,
                q.active,
                q.hits,
                q.lastHitAt,
                q.updatedAt,
                q.version);
    }

    private static FrequentQuestionView view(String sector, KnownSector.Question q) {
        return new FrequentQuestionView(
                null,
                "sector",
                sector,
                q.name(),
                q.locale(),
                q.question(),
                q.variants(),
                q.answer(),
                true,
                0,
                null,
                null,
                null);
    }

    /** A draft that can be kept. */
    private record Checked(KnownName name, String question, List<String> variants, String answer, boolean active) {

        static Checked of(FrequentQuestionDraft draft) {
            var errors = new FieldErrors();
            var question = LearnedText.question(draft.question(), "question", errors);
            var checked = new Checked(
                    KnownName.of(draft.sector(), draft.name(), draft.locale(), question, errors),
                    question,
                    KnownName.sentences(draft.variants(), "variants", 0, MOST_VARIANTS, errors),
                    LearnedText.answer(draft.answer(), "answer", errors),
                    draft.isActive() == null || draft.isActive());
            errors.throwIfAny();
            return checked;
        }
    }
}
