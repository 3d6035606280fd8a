package io.guichet.trade;

import io.guichet.kernel.Money;
import io.guichet.quote.PriceWithVat;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;

/**
 * What an order comes to, as a customer and a partner read it. Amounts are with VAT, in major units of the currency.
 *
 * @param vat what of the total is VAT, one row per rate
 */
public record PricedOrder(List<Line> lines, BigDecimal total, List<Vat> vat, String currency) {

    public PricedOrder {
        lines = List.copyOf(lines);
        vat = List.copyOf(vat);
    }

    /** Adds lines up. A line is a multiple of its unit price, the total the sum of the lines; VAT is rounded once per rate. */
    static PricedOrder of(List<Unit> units, Currency currency) {
        var total = new Money(0, currency);
        var byRate = new TreeMap<BigDecimal, Money>();
        var lines = new java.util.ArrayList<Line>();
        for (var unit : units) {
            var price = new Money(unit.price().minor(), currency).times(BigDecimal.valueOf(unit.quantity()));
            total = total.plus(price);
            byRate.merge(unit.vatRate(), price, Money::plus);
            lines.add(new Line(
                    unit.code(), unit.label(), unit.quantity(), unit.price().major(), price.major(), unit.vatRate()));
        }
        var vat = byRate.entrySet().stream()
                .map(e -> new Vat(
                        e.getKey(),
                        e.getValue().major(),
                        PriceWithVat.within(e.getValue(), e.getKey()).major()))
                .toList();
        return new PricedOrder(lines, total.major(), vat, currency.getCurrencyCode());
    }

    /**
     * @param price of one, with VAT
     */
    record Unit(String code, String label, int quantity, Money price, BigDecimal vatRate) {}

    /**
     * @param unitPrice with VAT
     * @param price quantity × unit price
     * @param vatRate in percent
     */
    public record Line(
            String code, String label, int quantity, BigDecimal unitPrice, BigDecimal price, BigDecimal vatRate) {}

    /**
     * @param rate in percent
     * @param base sum of the lines at this rate, with VAT
     * @param amount the VAT within it
     */
    public record Vat(BigDecimal rate, BigDecimal base, BigDecimal amount) {}
}
