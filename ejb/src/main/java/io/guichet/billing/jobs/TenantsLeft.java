package io.guichet.billing.jobs;

import io.guichet.billing.JobName;
import io.guichet.billing.JobTenants;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads the tenants of a slice for which something is left to do. */
@Dependent
@Named
public class TenantsLeft extends AbstractItemReader {

    private static final int PAGE = 1000;

    @Inject
    @BatchProperty
    String job;

    @Inject
    @BatchProperty
    String run;

    @Inject
    @BatchProperty
    String month;

    @Inject
    @BatchProperty
    String slice;

    @Inject
    @BatchProperty
    String slices;

    @Inject
    JobTenants tenants;

    private final Deque<TenantId> page = new ArrayDeque<>();
    private @Nullable TenantId last;
    private boolean ended;

    @Override
    public @Nullable Object readItem() {
        if (page.isEmpty() && !ended) {
            page.addAll(tenants.left(
                    PlatformCaller.itself(job, run),
                    JobName.parse(job).orElseThrow(),
                    YearMonth.parse(month),
                    Integer.parseInt(slice),
                    Integer.parseInt(slices),
                    last,
                    PAGE));
            ended = page.size() < PAGE;
        }
        var next = page.poll();
        if (next != null) {
            last = next;
        }
        return next;
    }
}
