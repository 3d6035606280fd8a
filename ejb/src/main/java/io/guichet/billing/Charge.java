package io.guichet.billing;

import io.guichet.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a month asks for the running of a subscription: what the running month costs is told by it, and what the closed one
 * did is invoiced by it.
 *
 * @param from the begin of the time that it is for, to {@code until}
 * @param months how long that is; below 0 where it is given back
 * @param amount rounded half-even once; below 0 where it is given back
 */
record Charge(Instant from, Instant until, BigDecimal months, Money amount) {

    private static final BigDecimal YEAR = BigDecimal.valueOf(12);
    private static final int DECIMALS = 6;

    /**
     * @param monthly the price of a month
     * @param since when the subscription began, and with it each of its years
     * @param until when it ended, or will; null while that is not settled
     */
    static List<Charge> of(Month month, BillingType type, Money monthly, Instant since, @Nullable Instant until) {
        return switch (type) {
            case MONTHLY -> List.of(ofPart(Proration.of(month, since, until), monthly));
            case YEARLY -> ofYears(month, monthly, since, until);
            case USAGE -> List.of();
        };
    }

    boolean isGivenBack() {
        return months.signum() < 0;
    }

    private static Charge ofPart(Proration part, Money monthly) {
        return new Charge(part.from(), part.until(), part.months(), part.of(monthly));
    }

    private static List<Charge> ofYears(Month month, Money monthly, Instant since, @Nullable Instant until) {
        var charges = new ArrayList<Charge>();
        var last = Year.before(month.end(), since, month.zone());
        if (!last.begin().isBefore(month.begin())
                && (until == null || last.begin().isBefore(until))) {
            charges.add(new Charge(last.begin(), last.end(), YEAR, monthly.times(YEAR)));
        }
        if (until != null && until.isAfter(month.begin()) && !until.isAfter(month.end())) {
            var ended = Year.before(until, since, month.zone());
            if (until.isBefore(ended.end())) {
                var left = ended.monthsFrom(until).negate();
                charges.add(new Charge(
                        until, ended.end(), left.setScale(DECIMALS, RoundingMode.HALF_EVEN), monthly.times(left)));
            }
        }
        return charges;
    }

    /** From one anniversary to the next, by the calendar of a zone. */
    private record Year(Instant begin, Instant end) {

        private static final int EXACT = 30;

        /** The last that began before an instant. */
        static Year before(Instant instant, Instant since, ZoneId zone) {
            var first = since.atZone(zone);
            var years = 0;
            while (first.plusYears(years + 1).toInstant().isBefore(instant)) {
                years++;
            }
            return new Year(
                    first.plusYears(years).toInstant(),
                    first.plusYears(years + 1).toInstant());
        }

        BigDecimal monthsFrom(Instant at) {
            return YEAR.multiply(nanos(at, end)).divide(nanos(begin, end), EXACT, RoundingMode.HALF_EVEN);
        }

        private static BigDecimal nanos(Instant from, Instant until) {
            return BigDecimal.valueOf(Duration.between(from, until).toNanos());
        }
    }
}
