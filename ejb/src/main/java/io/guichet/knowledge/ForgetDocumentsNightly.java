package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * The part of documents in the nightly round: those of tenants that were deleted and of deployments that were ended, and
 * marks of what went long ago.
 */
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
        var before = clock.instant().minus(config.keptAfterDeletion);
        var forgotten = marks.forget(context);
        return forgotten
                + (tenants.deletedBefore(context, before)
                        ? all(() -> documents.some(context))
                        : all(() -> documents.someOfEnded(context, before)));
    }

    private static int all(IntSupplier forgetting) {
        var forgotten = 0;
        for (var some = forgetting.getAsInt(); some > 0; some = forgetting.getAsInt()) {
            forgotten += some;
        }
        return forgotten;
    }
}
