package io.guichet.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Calendar months in tenants' zones.
 */
final class BillingMonths {

    /** Where a month ends last. */
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    private BillingMonths() {}

    static Month in(YearMonth month, ZoneId zone) {
        return new Month(month.atDay(1), zone);
    }

    /**
     * Whether a month is over in every zone.
     *
     * @param grace how long after its end: longer than any transaction that counts a unit
     */
    static boolean isOver(YearMonth month, Instant now, Duration grace) {
        return !now.isBefore(in(month, LAST_ZONE).end().plus(grace));
    }

    /** The last month that is over in every zone. */
    static YearMonth lastOver(Instant now, Duration grace) {
        return YearMonth.from(now.minus(grace).atOffset(LAST_ZONE)).minusMonths(1);
    }
}
