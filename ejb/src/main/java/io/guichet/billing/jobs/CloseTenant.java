package io.guichet.billing.jobs;

import io.guichet.billing.CloseMonth;
import io.guichet.billing.Closing;
import io.guichet.billing.JobName;
import io.guichet.billing.JobRunId;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Closes the month of a tenant, and with it those of all that were read with it; filters a tenant out where somebody else
 * did, or where there is nothing to close. Where they cannot be closed together each is closed alone, so that the one in
 * the way is known.
 */
@Dependent
@Named
public class CloseTenant implements ItemProcessor {

    private static final Logger LOG = Logger.getLogger(CloseTenant.class);

    @Inject
    @BatchProperty
    String run;

    @Inject
    @BatchProperty
    String month;

    @Inject
    CloseMonth months;

    private final Map<TenantId, Closing> closed = new HashMap<>();
    private final Map<TenantId, RuntimeException> failed = new HashMap<>();

    @Override
    public @Nullable Object processItem(Object item) {
        var left = (TenantLeft) item;
        var tenant = left.tenant();
        if (!closed.containsKey(tenant) && !failed.containsKey(tenant)) {
            closed.clear();
            failed.clear();
            close(left.page());
        }
        var failure = failed.get(tenant);
        if (failure != null) {
            throw failure;
        }
        return closed.get(tenant) == Closing.CLOSED ? tenant : null;
    }

    private void close(List<TenantId> page) {
        try {
            together(page);
        } catch (RuntimeException e) {
            LOG.infof(
                    "GUI0719 %d tenants are closed one by one: %s",
                    page.size(), e.getClass().getSimpleName());
            page.forEach(this::alone);
        }
    }

    private void alone(TenantId tenant) {
        try {
            together(List.of(tenant));
        } catch (RuntimeException e) {
            failed.put(tenant, e);
        }
    }

    private void together(List<TenantId> tenants) {
        var caller = PlatformCaller.itself(JobName.CLOSE_MONTH.code(), run);
        closed.putAll(
                months.close(caller, YearMonth.parse(month), JobRunId.parse(run).orElseThrow(), tenants));
    }
}
