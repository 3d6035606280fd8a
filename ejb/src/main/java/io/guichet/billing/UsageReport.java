package io.guichet.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant used in a closed month, and what it costs.
 *
 * @param closedAt when the month was closed; the report never changes after that
 * @param recipient the tenant's billing address; null where it gave none
 */
public record UsageReport(
        String client,
        Locale locale,
        YearMonth month,
        Instant closedAt,
        @Nullable String recipient,
        List<Line> usage,
        Optional<InvoiceInFull> invoice) {

    public UsageReport {
        usage = List.copyOf(usage);
    }

    /**
     * @param included null where there was no limit
     */
    public record Line(
            String metric, long quantity, @Nullable Long included, long overage) {}
}
