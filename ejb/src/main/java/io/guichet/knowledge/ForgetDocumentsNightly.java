package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** The part of documents in the nightly round: those of tenants that were deleted, and marks of what went long ago. */
@ApplicationScoped
class ForgetDocumentsNightly implements Forgetting {

    @Inject
    ForgetDocuments documents;

    @Inject
    DocumentMarks marks;

    @Inject
    Tenants tenants;

    @Inject
    KnowledgeConfig config;

    @Inject
    Clock clock;

    @Override
    public int forget(CallContext context) {
        var forgotten = marks.forget(context);
        if (tenants.deletedBefore(context, clock.instant().minus(config.keptAfterDeletion))) {
            for (var some = documents.some(context); some > 0; some = documents.some(context)) {
                forgotten += some;
            }
        }
        return forgotten;
    }
}
