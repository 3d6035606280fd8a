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

/** What contacts want, by how they say it: a tenant's own intents, and those that its sectors bring. */
@UseCase
@Stateless
public class Intents {

    static final int MOST = 200;
    private static final int MOST_EXAMPLES = 50;

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
     * @param sector only this one; null for those of its deployments and of its own intents
     * @param source {@code own} or {@code sector}; null for both
     */
    public Page<IntentView> list(
            CallContext context, PageRequest page, @Nullable String sector, @Nullable String source) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var named = sector == null ? null : KnownSector.called(sector);
        var own = own(context, named);
        var replaced = own.stream().map(Intents::name).collect(Collectors.toSet());
        var wanted = named == null ? sectors.of(context) : List.of(named);
        var common = wanted.stream()
                .flatMap(s -> KnownSector.of(s).intents().stream().map(q -> view(s, q)))
                .filter(q -> !replaced.contains(nameOf(q)));
        var all = Stream.concat(own.stream().map(Intents::view), common)
                .filter(q -> source == null || q.source().equals(source))
                .toList();
        return Page.of(all, page, q -> nameOf(q).position());
    }

    private List<Intent> own(CallContext context, @Nullable String sector) {
        var query = em.createQuery(
                        "from Intent i where i.tenantId = :tenant" + (sector == null ? "" : " and i.sector = :sector"),
                        Intent.class)
                .setParameter("tenant", context.tenant().value());
        if (sector != null) {
            query.setParameter("sector", sector);
        }
        return query.getResultList();
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public IntentView get(CallContext context, IntentId id) {
        return view(owned(context, id, LockModeType.NONE));
    }

    /**
     * Adds one.
     *
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} where there is one of this
     *     name, or there are two hundred
     */
    public IntentView create(CallContext context, IntentDraft draft, @Nullable String key) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return idempotency.once(context, "intents.create", key, draft, IntentView.class, () -> created(context, draft));
    }

    /**
     * Makes an intent of this name what the draft says, whether or not there is one.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} where there are two hundred
     */
    public IntentView put(CallContext context, IntentDraft draft) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var name = Checked.of(draft).name;
        sectors.hold(context);
        return own(context, name.sector()).stream()
                .filter(i -> name(i).equals(name))
                .findFirst()
                .map(i -> replace(context, i.id(), draft, OptionalInt.empty()))
                .orElseGet(() -> created(context, draft));
    }

    private IntentView created(CallContext context, IntentDraft draft) {
        var checked = Checked.of(draft);
        sectors.hold(context);
        var own = own(context, null);
        if (own.stream().anyMatch(q -> name(q).equals(checked.name))) {
            throw new GuichetException(ProblemCode.CONFLICT, "There is an intent of this name already.");
        }
        if (own.size() >= MOST) {
            throw new GuichetException(ProblemCode.CONFLICT, "There are " + MOST + " intents; remove some first.");
        }
        var row = new Intent(context.tenant().value(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        into(row, checked);
        em.persist(row);
        revisions.changed(context);
        audit.record(context, "intent.created", row.id().toString(), null, trace(row));
        return view(row);
    }

    /**
     * @param expected the version that is replaced; empty for whichever is there
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONFLICT} where another has the name, {@link ProblemCode#PRECONDITION_FAILED}
     */
    public IntentView replace(CallContext context, IntentId id, IntentDraft draft, OptionalInt expected) {
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
            throw new GuichetException(ProblemCode.CONFLICT, "There is an intent of this name already.");
        }
        var before = trace(row);
        into(row, checked);
        revisions.changed(context);
        audit.record(context, "intent.changed", id.toString(), before, trace(row));
        return view(row);
    }

    /**
     * Removes it; what the sector brings of the same name is looked for again.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}
     */
    public void delete(CallContext context, IntentId id) {
        var row = owned(context, id, LockModeType.PESSIMISTIC_WRITE);
        em.remove(row);
        revisions.changed(context);
        audit.record(context, "intent.deleted", id.toString(), trace(row), null);
    }

    private Intent owned(CallContext context, IntentId id, LockModeType lock) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var row = em.find(Intent.class, id.value(), lock);
        if (row == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such intent of yours.");
        }
        return row;
    }

    private void into(Intent row, Checked checked) {
        row.sector = checked.name.sector();
        row.name = checked.name.name();
        row.locale = checked.name.locale();
        row.examples = Json.write(checked.examples);
        row.answer = checked.answer;
        row.escalates = checked.escalates;
        row.active = checked.active;
        row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.version++;
    }

    private static KnownTrace trace(Intent row) {
        return KnownTrace.of(
                name(row),
                row.active,
                List.of(row.examples, String.valueOf(row.answer), String.valueOf(row.escalates)));
    }

    private static KnownName name(Intent row) {
        return new KnownName(row.sector, row.name, row.locale);
    }

    private static KnownName nameOf(IntentView view) {
        return new KnownName(view.sector(), view.name(), view.locale());
    }

    private static IntentView view(Intent i) {
        return new IntentView(
                i.id(),
                "own",
                i.sector,
                i.name,
                i.locale,
                Json.read(i.examples, new TypeReference<List<String>>() {}),
                i.answer,
                i.escalates,
                i.active,
                i.updatedAt,
                i.version);
    }

    private static IntentView view(String sector, KnownSector.SectorIntent i) {
        return new IntentView(
                null,
                "sector",
                sector,
                i.name(),
                i.locale(),
                i.examples(),
                i.answer(),
                i.escalates(),
                true,
                null,
                null);
    }

    /** A draft that can be kept. */
    private record Checked(
            KnownName name, List<String> examples, @Nullable String answer, boolean escalates, boolean active) {

        static Checked of(IntentDraft draft) {
            var errors = new FieldErrors();
            var checked = new Checked(
                    KnownName.of(draft.sector(), draft.name(), draft.locale(), null, errors),
                    KnownName.sentences(draft.examples(), "examples", 1, MOST_EXAMPLES, errors),
                    LearnedText.answerOrNone(draft.answer(), "answer", errors),
                    draft.escalates() != null && draft.escalates(),
                    draft.isActive() == null || draft.isActive());
            errors.throwIfAny();
            return checked;
        }
    }
}
