package io.guichet.knowledge;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform's documents: those of an agent's collection, from which all of its deployments answer. */
@UseCase
@Stateless
public class CommonDocuments {

    @Inject
    DocumentRows rows;

    @Inject
    AdministerAgents agents;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    /**
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#AGENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} where the agent has no
     *     collection
     */
    public DocumentView add(PlatformCaller caller, AgentId agent, ReceivedDocument file, @Nullable String key) {
        var shelf = shelf(caller, agent);
        return idempotency.once(caller, "documents.add:" + agent, key, file.fingerprint(), DocumentView.class, () -> {
            var row = rows.add(shelf, file, caller.correlation());
            audit.record(caller, "document.added", row.id().toString(), null, row.view());
            return row.view();
        });
    }

    /**
     * @throws GuichetException those of a file, {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL}
     */
    public DocumentView add(PlatformCaller caller, AgentId agent, PageDraft page, @Nullable String key) {
        var shelf = shelf(caller, agent);
        return idempotency.once(caller, "documents.page:" + agent, key, page, DocumentView.class, () -> {
            var row = rows.add(shelf, page, caller.correlation());
            audit.record(caller, "document.added", row.id().toString(), null, row.view());
            return row.view();
        });
    }

    public Page<DocumentView> list(PlatformCaller caller, AgentId agent, PageRequest page) {
        return rows.list(shelf(caller, agent), page);
    }

    /**
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}
     */
    public DocumentView get(PlatformCaller caller, AgentId agent, DocumentId id) {
        return rows.found(shelf(caller, agent), id, LockModeType.NONE).view();
    }

    /**
     * Puts another file in the place of one. What was known of it is found until the new one was taken apart.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} for a page
     */
    public DocumentView replace(PlatformCaller caller, AgentId agent, DocumentId id, ReceivedDocument file) {
        var row = rows.found(shelf(caller, agent), id, LockModeType.PESSIMISTIC_WRITE);
        var before = row.view();
        rows.replace(row, file, caller.correlation());
        audit.record(caller, "document.replaced", id.toString(), before, row.view());
        return row.view();
    }

    /**
     * Fetches a page anew.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} for a file
     */
    public DocumentView refetch(PlatformCaller caller, AgentId agent, DocumentId id) {
        var row = rows.found(shelf(caller, agent), id, LockModeType.PESSIMISTIC_WRITE);
        rows.refetch(row, caller.correlation());
        audit.record(caller, "document.fetched", id.toString(), null, row.view());
        return row.view();
    }

    /**
     * Forgets a document; nothing of it is found any more.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}
     */
    public void remove(PlatformCaller caller, AgentId agent, DocumentId id) {
        var row = rows.found(shelf(caller, agent), id, LockModeType.PESSIMISTIC_WRITE);
        var before = row.view();
        rows.remove(row);
        audit.record(caller, "document.removed", id.toString(), before, null);
    }

    /** The collection that an agent answers from. */
    public List<String> searched(PlatformCaller caller, AgentId agent) {
        return List.of(shelf(caller, agent).collection());
    }

    private Shelf shelf(PlatformCaller caller, AgentId agent) {
        var collection = agents.get(caller, agent).collection();
        if (collection == null) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "This agent has no collection: give it a name in collection first.");
        }
        return Shelf.common(collection);
    }
}
