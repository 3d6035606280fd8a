package io.guichet.billing.jobs;

import io.guichet.billing.CloseMonth;
import io.guichet.billing.Closing;
import io.guichet.billing.JobName;
import io.guichet.billing.JobRunId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Closes the month of a tenant; filters the tenant out where somebody else did, or where there is nothing to close. */
@Dependent
@Named
public class CloseTenant implements ItemProcessor {

    @Inject
    @BatchProperty
    String run;

    @Inject
    @BatchProperty
    String month;

    @Inject
    CloseMonth months;

    @Override
    public @Nullable Object processItem(Object item) {
        var tenant = (TenantId) item;
        var context = CallContext.platform(tenant, JobName.CLOSE_MONTH.code(), run);
        var outcome = months.close(
                context, YearMonth.parse(month), JobRunId.parse(run).orElseThrow());
        return outcome == Closing.CLOSED ? tenant : null;
    }
}
