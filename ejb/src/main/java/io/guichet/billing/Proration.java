package io.guichet.billing;

import io.guichet.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The part of a month's price that a part of the month costs: by seconds of the month in the tenant's zone. */
public final class Proration {

    private Proration() {}

    /**
     * Rounded half-even once.
     *
     * @param monthly price of the whole month
     * @param month any day of it
     * @param from begin of the part; before the month, its begin
     * @param to end of the part; after the month, its end
     */
    public static Money part(Money monthly, LocalDate month, ZoneId zone, Instant from, Instant to) {
        var first = month.withDayOfMonth(1);
        var begin = first.atStartOfDay(zone).toInstant();
        var end = first.plusMonths(1).atStartOfDay(zone).toInstant();
        var since = from.isBefore(begin) ? begin : from;
        var until = to.isAfter(end) ? end : to;
        if (!since.isBefore(until)) {
            return new Money(0, monthly.currency());
        }
        var minor = BigDecimal.valueOf(monthly.minor())
                .multiply(seconds(since, until))
                .divide(seconds(begin, end), 0, RoundingMode.HALF_EVEN);
        return new Money(minor.longValueExact(), monthly.currency());
    }

    private static BigDecimal seconds(Instant from, Instant to) {
        var time = Duration.between(from, to);
        return new BigDecimal(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    }
}
