package io.guichet.agent;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
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
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and changes masters. Who runs the platform may; nobody else. */
@UseCase
@Stateless
public class AdministerAgents {

    /** What the list is sorted by. */
    public static final Set<String> SORTS = Listing.SORTS;

    @PersistenceContext
    EntityManager em;

    @Inject
    AgentModes modes;

    @Inject
    GuardedHttpClient http;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * @param sector only agents of this one; null for all
     */
    public Page<AgentView> list(PlatformCaller caller, PageRequest page, @Nullable String sector) {
        var listing = new Listing<>(em, Agent.class, page).where("e.deletedAt is null");
        if (!page.search().isEmpty()) {
            listing.where("(lower(e.name) like :q escape '\\' or e.slug like :q escape '\\')", "q", page.pattern());
        }
        if (sector != null) {
            listing.where("e.sector = :sector", "sector", sector);
        }
        return listing.page(a -> new Listing.Position(a.name, a.createdAt, a.id))
                .map(this::view);
    }

    /**
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}
     */
    public AgentView get(PlatformCaller caller, AgentId id) {
        return view(found(id, LockModeType.NONE));
    }

    /**
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL}, {@link
     *     ProblemCode#SLUG_TAKEN}
     */
    public AgentView create(PlatformCaller caller, AgentDraft draft, @Nullable String key) {
        return idempotency.once(caller, "agents.create", key, draft, AgentView.class, () -> created(caller, draft));
    }

    private AgentView created(PlatformCaller caller, AgentDraft draft) {
        var checked = checked(draft);
        var row = new Agent(
                AgentId.next(),
                Objects.requireNonNull(draft.slug()),
                Objects.requireNonNull(draft.name()),
                Objects.requireNonNull(draft.sector()),
                Objects.requireNonNull(draft.welcomeMessage()),
                Objects.requireNonNull(draft.placeholder()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        claimSlug(row.slug, row.id);
        fill(row, draft, checked);
        em.persist(row);
        em.flush();
        modes.set(row.id(), checked.modes());
        var view = view(row);
        audit.record(caller, "agent.created", view.id(), null, view);
        return view;
    }

    /**
     * Replaces all that an agent is but its id.
     *
     * @param expected the version that is replaced; empty for whichever is there
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}, {@link ProblemCode#PRECONDITION_FAILED}, {@link
     *     ProblemCode#CONFLICT} for a mode that deployments are in; those of {@link #create}
     */
    public AgentView replace(PlatformCaller caller, AgentId id, AgentDraft draft, OptionalInt expected) {
        var row = found(id, LockModeType.PESSIMISTIC_WRITE);
        requireVersion(row.version, expected);
        var checked = checked(draft);
        var before = view(row);
        if (!row.slug.equals(draft.slug())) {
            claimSlug(Objects.requireNonNull(draft.slug()), row.id);
        }
        row.slug = Objects.requireNonNull(draft.slug());
        row.name = Objects.requireNonNull(draft.name());
        row.sector = Objects.requireNonNull(draft.sector());
        row.welcomeMessage = Objects.requireNonNull(draft.welcomeMessage());
        row.placeholder = Objects.requireNonNull(draft.placeholder());
        fill(row, draft, checked);
        row.version++;
        row.updatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        em.flush();
        modes.set(row.id(), checked.modes());
        var after = view(row);
        audit.record(caller, "agent.updated", after.id(), before, after);
        return after;
    }

    /**
     * Takes an agent out of use. Its slug stays taken: conversations of the past speak of it.
     *
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} while a tenant deploys it
     */
    public void remove(PlatformCaller caller, AgentId id) {
        var row = found(id, LockModeType.PESSIMISTIC_WRITE);
        var deployments = deployments(row);
        if (deployments > 0) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, deployments + " deployment(s) show this agent; they are deleted first.");
        }
        var before = view(row);
        row.deletedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        audit.record(caller, "agent.deleted", before.id(), before, null);
    }

    private AgentDraft.Checked checked(AgentDraft draft) {
        var checked = draft.checked();
        var host = checked.modelHost();
        if (host != null) {
            http.requireAllowed(host);
        }
        var owned = em.createQuery("select count(*) from Deployment d where d.dedicatedCollection = :name", Long.class)
                .setParameter("name", Objects.requireNonNullElse(draft.collection(), ""))
                .getSingleResult();
        new FieldErrors()
                .check(owned == 0, "collection", "is a tenant's own: choose another name")
                .throwIfAny();
        return checked;
    }

    private static void fill(Agent row, AgentDraft draft, AgentDraft.Checked checked) {
        row.description = Texts.given(draft.description());
        row.systemPrompt = Texts.given(draft.systemPrompt());
        row.model = Texts.given(draft.model());
        row.fallbackModel = Texts.given(draft.fallbackModel());
        row.temperature = draft.temperature();
        row.maxTokens = draft.maxTokens();
        row.contextWindowSize = draft.contextWindowSize();
        row.modelHost = checked.modelHost();
        row.collection = draft.collection();
        row.defaultBranding = checked.branding();
        row.whitelabelEnabled = draft.isWhitelabelEnabled() != null && draft.isWhitelabelEnabled();
        row.whitelabelConfig = Json.write(checked.grants());
        row.limits = Json.write(checked.limits());
        row.outputSchemas = checked.outputSchemas();
    }

    /** Two who claim the same slug at once come one after the other. */
    private void claimSlug(String slug, java.util.UUID owner) {
        em.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended('agent/' || :slug, 0))) l")
                .setParameter("slug", slug)
                .getSingleResult();
        var others = em.createQuery("select count(*) from Agent a where a.slug = :slug and a.id <> :id", Long.class)
                .setParameter("slug", slug)
                .setParameter("id", owner)
                .getSingleResult();
        if (others > 0) {
            throw new GuichetException(ProblemCode.SLUG_TAKEN, "Another agent has this slug, or had it.");
        }
    }

    private Agent found(AgentId id, LockModeType lock) {
        var row = em.find(Agent.class, id.value(), lock);
        if (row == null || row.deletedAt != null) {
            throw new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id.");
        }
        return row;
    }

    static void requireVersion(int version, OptionalInt expected) {
        if (expected.isPresent() && expected.getAsInt() != version) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_FAILED, "It was changed since you read it; read it again.");
        }
    }

    private long deployments(Agent row) {
        return em.createQuery(
                        "select count(*) from Deployment d where d.agentId = :agent and d.deletedAt is null",
                        Long.class)
                .setParameter("agent", row.id)
                .getSingleResult();
    }

    private AgentView view(Agent row) {
        return new AgentView(
                row.id().toString(),
                row.slug,
                row.name,
                row.sector,
                row.description,
                row.systemPrompt,
                row.model,
                row.fallbackModel,
                row.temperature,
                row.maxTokens,
                row.contextWindowSize,
                row.modelHost,
                row.collection,
                row.welcomeMessage,
                row.placeholder,
                row.defaultBranding == null ? null : Json.tree(row.defaultBranding),
                modes.of(row.id()),
                row.whitelabelEnabled,
                Json.mapper().valueToTree(WhitelabelConfig.stored(row.whitelabelConfig)),
                Json.mapper().valueToTree(AgentLimits.stored(row.limits)),
                Json.tree(row.outputSchemas == null ? "{}" : row.outputSchemas),
                deployments(row),
                row.version,
                row.createdAt,
                row.updatedAt);
    }
}
