package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * A tenant's part of the nightly round: what is too old is forgotten, each kind in a transaction of its own. It waits for
 * the storage of files, as deliveries wait for other servers, and so takes no thread that answers.
 */
@ApplicationScoped
public class ForgetOfTenant implements WorkHandler {

    /** Not tried again: the next night does it. */
    static final WorkType TYPE = new WorkType("nightly.forget", List.of(), Lane.DELIVERIES);

    private static final Logger LOG = Logger.getLogger(ForgetOfTenant.class);

    @Inject
    ForgetOldKeys keys;

    @Inject
    @Any
    Instance<Forgetting> others;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var forgotten = part(context, () -> keys.of(context));
        for (var other : others) {
            forgotten += part(context, () -> other.forget(context));
        }
        if (forgotten > 0) {
            LOG.infof("GUI0801 the nightly round removed %d rows of %s that were too old", forgotten, context.tenant());
        }
        return WorkOutcome.DONE;
    }

    /** What makes trouble does not keep the rest of its tenant. */
    private static int part(CallContext context, IntSupplier forgetting) {
        try {
            return forgetting.getAsInt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0802 the nightly round failed for %s", context.tenant());
            return 0;
        }
    }
}
