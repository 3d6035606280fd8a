package io.guichet.quote;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pre-quote as a customer and a partner read it. Amounts are in major units of the currency.
 *
 * @param revision 1 for the first of its conversation
 * @param items in the order of the price book's works
 * @param tvaRate the one rate, in percent, where there is only one; else null
 * @param vat one row per rate
 * @param dwelling what the customer certified: {@code over_two_years}, {@code two_years_or_less} or {@code unknown}
 * @param illustrative whether the prices are examples, not a tenant's own
 * @see "docs/webhooks.md, project.completed"
 */
public record PricedPreQuote(
        int revision,
        String projectType,
        List<Item> items,
        BigDecimal totalHt,
        @Nullable BigDecimal tvaRate,
        List<Vat> vat,
        BigDecimal totalTtc,
        String currency,
        String dwelling,
        boolean illustrative) {

    public PricedPreQuote {
        items = List.copyOf(items);
        vat = List.copyOf(vat);
    }

    /** The totals alone. */
    public PricedPreQuote withoutItems() {
        return new PricedPreQuote(
                revision, projectType, List.of(), totalHt, tvaRate, vat, totalTtc, currency, dwelling, illustrative);
    }

    /**
     * @param priceHt quantity × unit price, rounded half-even once
     */
    public record Item(
            String code,
            String label,
            BigDecimal quantity,
            String unit,
            BigDecimal unitPrice,
            BigDecimal priceHt,
            BigDecimal vatRate) {}

    /**
     * @param rate in percent
     * @param base sum of the lines at this rate
     */
    public record Vat(BigDecimal rate, BigDecimal base, BigDecimal amount, String reason) {}
}
