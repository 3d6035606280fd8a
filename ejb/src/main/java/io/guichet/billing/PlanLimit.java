package io.guichet.billing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says of a metric.
 *
 * @param included in a month, or at a time; null where it is unlimited
 * @param overageMinor price of each unit beyond, without VAT; null unless it is {@link Beyond#OVERAGE}
 */
public record PlanLimit(
        Metric metric,
        @Nullable Long included,
        Beyond beyond,
        @Nullable Long overageMinor) {

    public PlanLimit {
        Objects.requireNonNull(metric);
        Objects.requireNonNull(beyond);
    }

    /** The same where every unit is paid: nothing of what has a price is included. */
    PlanLimit byUse() {
        return beyond == Beyond.OVERAGE ? new PlanLimit(metric, 0L, beyond, overageMinor) : this;
    }

    /** Why this is no limit; null where it is one. */
    static @Nullable String fault(
            @Nullable Metric metric, @Nullable Long included, @Nullable Beyond beyond, @Nullable Long overageMinor) {
        if (metric == null) {
            return "names a metric";
        }
        if (beyond == null) {
            return "says beyond: stop, overage or unlimited";
        }
        if ((beyond == Beyond.UNLIMITED) != (included == null)) {
            return "has included, unless it is unlimited";
        }
        if ((beyond == Beyond.OVERAGE) != (overageMinor != null)) {
            return "has overage_minor where it is overage, and nowhere else";
        }
        if (beyond == Beyond.OVERAGE && !metric.isCounted()) {
            return "is no overage: " + metric.code() + " are not counted over a month";
        }
        if (outside(included) || outside(overageMinor)) {
            return "has numbers from 0 to " + Plans.LARGEST;
        }
        return null;
    }

    private static boolean outside(@Nullable Long number) {
        return number != null && (number < 0 || number > Plans.LARGEST);
    }
}
