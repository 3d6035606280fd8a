package io.guichet.billing;

import io.guichet.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a month, and how much of it that is, by time in the tenant's zone. What the running month costs is told by
 * it, and what the closed one did is invoiced by it.
 *
 * @param until the first instant after it
 * @param part its length
 * @param whole the month's, in the same unit
 */
record Proration(Instant from, Instant until, BigDecimal part, BigDecimal whole) {

    private static final int DECIMALS = 6;

    /**
     * The part of a month in which something ran.
     *
     * @param since before the month for its begin
     * @param until null, or after the month, for its end
     * @throws IllegalArgumentException if it did not run in the month
     */
    static Proration of(Month month, Instant since, @Nullable Instant until) {
        var begin = since.isAfter(month.begin()) ? since : month.begin();
        var end = until == null || until.isAfter(month.end()) ? month.end() : until;
        if (!end.isAfter(begin)) {
            throw new IllegalArgumentException("%s to %s is no part of %s".formatted(since, until, month));
        }
        return new Proration(begin, end, nanos(begin, end), nanos(month.begin(), month.end()));
    }

    /** Its part of a month's price, rounded half-even once. */
    Money of(Money monthly) {
        return new Money(of(monthly.minor()), monthly.currency());
    }

    /** Its part of what a month includes, rounded half-even. */
    long of(long units) {
        return BigDecimal.valueOf(units)
                .multiply(part)
                .divide(whole, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** How many months it is, e.g. 0.5. */
    BigDecimal months() {
        return part.divide(whole, DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal nanos(Instant from, Instant until) {
        return BigDecimal.valueOf(Duration.between(from, until).toNanos());
    }
}
