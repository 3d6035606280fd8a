package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Looks at a tenant's numbers, at night. */
@ApplicationScoped
class ReconcileUsage implements WorkHandler {

    static final WorkType TYPE = WorkType.retriedForAnHour("billing.reconcile");

    @Inject
    Reconciliation reconciliation;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        reconciliation.check(context);
        return WorkOutcome.DONE;
    }
}
