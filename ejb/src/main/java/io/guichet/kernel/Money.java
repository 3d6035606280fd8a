package io.guichet.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount in minor units of its currency (cents of a euro).
 *
 * @param minor may be negative
 */
public record Money(long minor, Currency currency) {

    public static final Currency EUR = Currency.getInstance("EUR");

    public Money {
        Objects.requireNonNull(currency);
    }

    public static Money euros(long minor) {
        return new Money(minor, EUR);
    }

    /**
     * Reads an amount in major units.
     *
     * @throws ArithmeticException if it has more decimals than the currency
     */
    public static Money of(BigDecimal major, Currency currency) {
        return new Money(
                major.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
    }

    /**
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the sum does not fit
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
        }
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    /**
     * A quantity of this price, rounded half-even once to minor units.
     *
     * @throws ArithmeticException if the product does not fit
     */
    public Money times(BigDecimal quantity) {
        return new Money(
                BigDecimal.valueOf(minor)
                        .multiply(quantity)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact(),
                currency);
    }

    /** In major units, with the currency's decimals: {@code 6948.00}. */
    public BigDecimal major() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }
}
