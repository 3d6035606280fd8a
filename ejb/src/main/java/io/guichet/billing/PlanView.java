package io.guichet.billing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is sold today.
 *
 * @param family {@code vendor} or {@code automation}
 * @param version the newest
 * @param priceMinor without VAT, a month; null where it is quoted to each tenant
 * @param retiredAt since when it is not sold any more; null while it is
 */
public record PlanView(
        String code,
        String name,
        String family,
        int version,
        @Nullable Long priceMinor,
        String currency,
        List<PlanLimit> limits,
        Instant validFrom,
        @Nullable Instant retiredAt) {

    public PlanView {
        limits = List.copyOf(limits);
    }
}
