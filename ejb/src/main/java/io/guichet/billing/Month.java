package io.guichet.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A calendar month in a tenant's zone.
 *
 * @param first its first day
 */
record Month(LocalDate first, ZoneId zone) {

    static Month of(Instant at, ZoneId zone) {
        return new Month(LocalDate.ofInstant(at, zone).withDayOfMonth(1), zone);
    }

    Instant begin() {
        return first.atStartOfDay(zone).toInstant();
    }

    /** The begin of the next. */
    Instant end() {
        return first.plusMonths(1).atStartOfDay(zone).toInstant();
    }

    /**
     * Whether something ran in it.
     *
     * @param until the first instant after that; null while it goes on
     */
    boolean has(Instant since, @Nullable Instant until) {
        return since.isBefore(end()) && (until == null || until.isAfter(begin()));
    }
}
