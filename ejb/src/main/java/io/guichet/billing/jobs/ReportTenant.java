package io.guichet.billing.jobs;

import io.guichet.billing.JobName;
import io.guichet.billing.JobRunId;
import io.guichet.billing.SendUsageReport;
import io.guichet.kernel.CallContext;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Writes the report of a tenant's month; filters the tenant out where somebody else did. */
@Dependent
@Named
public class ReportTenant implements ItemProcessor {

    @Inject
    @BatchProperty
    String run;

    @Inject
    @BatchProperty
    String month;

    @Inject
    SendUsageReport reports;

    @Override
    public @Nullable Object processItem(Object item) {
        var tenant = ((TenantLeft) item).tenant();
        var context = CallContext.platform(tenant, JobName.USAGE_REPORT.code(), run);
        var written = reports.send(
                context, YearMonth.parse(month), JobRunId.parse(run).orElseThrow());
        return written ? tenant : null;
    }
}
