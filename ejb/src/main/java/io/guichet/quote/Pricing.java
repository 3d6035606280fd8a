package io.guichet.quote;

import io.guichet.kernel.Money;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PriceBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Locale;

/** Prices a draft from a price book. Lines are rounded once each, VAT once per rate, half-even. */
final class Pricing {

    private Pricing() {}

    /**
     * @throws IllegalArgumentException if the draft names a code that the book does not have
     * @throws ArithmeticException if an amount does not fit
     */
    static PricedPreQuote price(
            PreQuoteDraft draft, PriceBook book, Currency currency, boolean illustrative, int revision) {
        var items = new ArrayList<PricedPreQuote.Item>();
        var bases = new EnumMap<VatPolicy.Rate, Money>(VatPolicy.Rate.class);
        var total = new Money(0, currency);
        for (var line : draft.lines()) {
            var item = book.item(line.code())
                    .orElseThrow(() -> new IllegalArgumentException("the price book has no " + line.code()));
            var unit = new Money(item.unitPriceMinor(), currency);
            var price = unit.times(line.quantity());
            var rate = VatPolicy.rate(item.vatClass(), draft.dwelling());
            total = total.plus(price);
            bases.merge(rate, price, Money::plus);
            items.add(new PricedPreQuote.Item(
                    item.code(),
                    item.label(),
                    plain(line.quantity()),
                    item.unit().symbol(),
                    plain(unit.major()),
                    plain(price.major()),
                    rate.percent()));
        }
        var vat = new ArrayList<PricedPreQuote.Vat>();
        var withVat = total;
        for (var entry : bases.entrySet()) {
            var rate = entry.getKey();
            var amount = entry.getValue().times(rate.percent().movePointLeft(2));
            withVat = withVat.plus(amount);
            vat.add(new PricedPreQuote.Vat(
                    rate.percent(), plain(entry.getValue().major()), plain(amount.major()), rate.reason()));
        }
        return new PricedPreQuote(
                revision,
                draft.projectType(),
                items,
                plain(total.major()),
                vat.size() == 1 ? vat.getFirst().rate() : null,
                vat,
                plain(withVat.major()),
                currency.getCurrencyCode(),
                draft.dwelling().name().toLowerCase(Locale.ROOT),
                illustrative);
    }

    /** 5790 rather than 5790.00, and never 5.79E+3. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
