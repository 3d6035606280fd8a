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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tenants of a slice for which something is left to do, as {@link TenantLeft}. */
@Dependent
@Named
public class TenantsLeft extends AbstractItemReader {

    private static final int AT_ONCE = 1000;

    @Inject
    @BatchProperty
    String job;

    /** How many of them can be done together. */
    @Inject
    @BatchProperty
    String page;

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

    private final Deque<TenantLeft> read = new ArrayDeque<>();
    private @Nullable TenantId last;
    private boolean ended;

    @Override
    public @Nullable Object readItem() {
        if (read.isEmpty() && !ended) {
            var next = tenants.left(
                    PlatformCaller.itself(job, run),
                    JobName.parse(job).orElseThrow(),
                    YearMonth.parse(month),
                    Integer.parseInt(slice),
                    Integer.parseInt(slices),
                    last,
                    AT_ONCE);
            divide(next, Integer.parseInt(page));
            last = next.isEmpty() ? last : next.getLast();
            ended = next.size() < AT_ONCE;
        }
        return read.poll();
    }

    private void divide(List<TenantId> tenants, int size) {
        for (var from = 0; from < tenants.size(); from += size) {
            var together = List.copyOf(tenants.subList(from, Math.min(from + size, tenants.size())));
            together.forEach(tenant -> read.add(new TenantLeft(tenant, together)));
        }
    }
}
