package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice with its lines. */
public record InvoiceInFull(@JsonUnwrapped InvoiceView invoice, List<Line> lines) {

    public InvoiceInFull {
        lines = List.copyOf(lines);
    }

    /**
     * @param metric null for a subscription
     * @param quantity months or units
     * @param vatRate in percent
     * @param vatReason {@code standard} or {@code reverse_charge}
     * @param vatMention what the invoice says of it, in the tenant's language
     */
    public record Line(
            int position,
            String label,
            @Nullable String metric,
            BigDecimal quantity,
            long unitPriceMinor,
            long totalHtMinor,
            BigDecimal vatRate,
            String vatReason,
            String vatMention,
            long vatMinor) {}
}
