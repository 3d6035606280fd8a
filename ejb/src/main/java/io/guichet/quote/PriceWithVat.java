package io.guichet.quote;

import io.guichet.kernel.Money;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What a consumer pays for one unit. The price with VAT is rounded once: what a menu shows is what is multiplied.
 *
 * @param price with VAT
 * @param vatRate in percent
 */
public record PriceWithVat(Money price, BigDecimal vatRate) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public static PriceWithVat of(PriceItem item, Currency currency) {
        var rate = VatPolicy.rate(item.vatClass(), Dwelling.UNKNOWN).percent();
        var factor = rate.movePointLeft(2).add(BigDecimal.ONE);
        return new PriceWithVat(new Money(item.unitPriceMinor(), currency).times(factor), rate);
    }

    /** The VAT within an amount at a rate, rounded half-even once. */
    public static Money within(Money amount, BigDecimal rate) {
        var minor = BigDecimal.valueOf(amount.minor())
                .multiply(rate)
                .divide(rate.add(HUNDRED), 0, java.math.RoundingMode.HALF_EVEN);
        return new Money(minor.longValueExact(), amount.currency());
    }
}
