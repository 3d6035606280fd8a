package io.guichet.knowledge;

import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.agent.ReadDeployments;
import io.guichet.billing.StorageQuota;
import io.guichet.kernel.CallContext;
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
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant's own documents: those of the collection that one of its deployments has for itself. */
@UseCase
@Stateless
public class Documents {

    @Inject
    DocumentRows rows;

    @Inject
    ReadDeployments deployments;

    @Inject
    Deployments configurations;

    @Inject
    StorageQuota quota;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    /**
     * Takes a file; it is found soon after.
     *
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} where the deployment has
     *     no collection of its own, {@link ProblemCode#STORAGE_FULL}
     */
    public DocumentView add(CallContext context, DeploymentId deployment, ReceivedDocument file, @Nullable String key) {
        var shelf = shelf(context, deployment);
        return idempotency.once(
                context, "documents.add:" + deployment, key, file.fingerprint(), DocumentView.class, () -> {
                    var row = rows.add(shelf, file, context.correlation());
                    audit.record(context, "document.added", row.id().toString(), null, row.view());
                    quota.take(context, row.sizeBytes);
                    return row.view();
                });
    }

    /**
     * Takes the address of a page; it is fetched soon after.
     *
     * @throws GuichetException those of a file, {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#UNREACHABLE_URL}
     */
    public DocumentView add(CallContext context, DeploymentId deployment, PageDraft page, @Nullable String key) {
        var shelf = shelf(context, deployment);
        return idempotency.once(context, "documents.page:" + deployment, key, page, DocumentView.class, () -> {
            quota.refuseWhenFull(context, 1);
            var row = rows.add(shelf, page, context.correlation());
            audit.record(context, "document.added", row.id().toString(), null, row.view());
            return row.view();
        });
    }

    public Page<DocumentView> list(CallContext context, DeploymentId deployment, PageRequest page) {
        return rows.list(shelf(context, deployment), page);
    }

    /**
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}
     */
    public DocumentView get(CallContext context, DeploymentId deployment, DocumentId id) {
        return rows.found(shelf(context, deployment), id, LockModeType.NONE).view();
    }

    /**
     * Puts another file in the place of one. What was known of it is found until the new one was taken apart.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}, {@link ProblemCode#STORAGE_FULL}, {@link
     *     ProblemCode#CONFLICT} for a page
     */
    public DocumentView replace(CallContext context, DeploymentId deployment, DocumentId id, ReceivedDocument file) {
        var row = rows.found(shelf(context, deployment), id, LockModeType.PESSIMISTIC_WRITE);
        var before = row.view();
        var more = rows.replace(row, file, context.correlation());
        audit.record(context, "document.replaced", id.toString(), before, row.view());
        if (more > 0) {
            quota.take(context, more);
        } else {
            quota.giveBack(context, -more);
        }
        return row.view();
    }

    /**
     * Fetches a page anew.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}, {@link ProblemCode#CONFLICT} for a file
     */
    public DocumentView refetch(CallContext context, DeploymentId deployment, DocumentId id) {
        var row = rows.found(shelf(context, deployment), id, LockModeType.PESSIMISTIC_WRITE);
        rows.refetch(row, context.correlation());
        audit.record(context, "document.fetched", id.toString(), null, row.view());
        return row.view();
    }

    /**
     * Forgets a document; nothing of it is found any more.
     *
     * @throws GuichetException {@link ProblemCode#DOCUMENT_NOT_FOUND}
     */
    public void remove(CallContext context, DeploymentId deployment, DocumentId id) {
        var row = rows.found(shelf(context, deployment), id, LockModeType.PESSIMISTIC_WRITE);
        var before = row.view();
        rows.remove(row);
        audit.record(context, "document.removed", id.toString(), before, null);
        quota.giveBack(context, before.sizeBytes());
    }

    /**
     * The collections that a deployment's conversations are answered from: the agent's and its own.
     *
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public List<String> searched(CallContext context, DeploymentId deployment) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        deployments.get(context, deployment);
        return configurations
                .resolved(context, deployment)
                .map(c -> c.collections())
                .orElse(List.of());
    }

    private Shelf shelf(CallContext context, DeploymentId deployment) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        deployments.get(context, deployment);
        var own = configurations
                .resolved(context, deployment)
                .filter(c -> "deployment".equals(c.sources().get("collections")))
                .map(c -> c.collections().getLast());
        return Shelf.of(
                context,
                own.orElseThrow(() -> new GuichetException(
                        ProblemCode.CONFLICT,
                        "This deployment has no collection of its own: it is in the mode dedicated, its agent allows it,"
                                + " and dedicated_collection names it.")));
    }
}
