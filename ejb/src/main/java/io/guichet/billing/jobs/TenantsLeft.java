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

/** Reads the tenants of a slice for which something is left to do, as {@link TenantLeft}. */
@Dependent
@Named
public class TenantsLeft extends AbstractItemReader {

    @Inject
    @BatchProperty
    String job;

    /** How many are read at once, and named in {@link TenantLeft#page}. */
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
            var size = Integer.parseInt(page);
            var next = tenants.left(
                    PlatformCaller.itself(job, run),
                    JobName.parse(job).orElseThrow(),
                    YearMonth.parse(month),
                    Integer.parseInt(slice),
                    Integer.parseInt(slices),
                    last,
                    size);
            next.forEach(tenant -> read.add(new TenantLeft(tenant, next)));
            last = next.isEmpty() ? last : next.getLast();
            ended = next.size() < size;
        }
        return read.poll();
    }
}
