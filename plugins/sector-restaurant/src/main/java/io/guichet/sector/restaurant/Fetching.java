package io.guichet.sector.restaurant;

import io.guichet.spi.sector.Business;
import io.guichet.words.When;
import io.guichet.words.Wish;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Finds when an order can be fetched, of what the contact wishes. Pure. */
final class Fetching {

    private static final int OFFERED = 3;

    private final Business business;

    Fetching(Business business) {
        this.business = business;
    }

    /** What can be done about a wish. */
    sealed interface Outcome {

        /** It can be fetched then. */
        record At(Instant time) implements Outcome {}

        /** It cannot, but then it could. */
        record Rather(Why why, List<Instant> times) implements Outcome {
            public Rather {
                times = List.copyOf(times);
            }
        }

        /** No time was said. */
        record Unsaid() implements Outcome {}
    }

    /** Why not then. */
    enum Why {
        PAST,
        TOO_SOON,
        CLOSED,
        TOO_FAR,
        /** Only a part of a day was said. */
        OPEN
    }

    Outcome when(Wish wish) {
        if (wish.soonest()) {
            var times = from(business.now(), business.now().plus(Business.AHEAD), 1);
            return times.isEmpty() ? new Outcome.Unsaid() : new Outcome.At(times.getFirst());
        }
        var exact = wish.exact();
        if (exact != null) {
            return exactly(wish, exact);
        }
        return wish.isEmpty() ? new Outcome.Unsaid() : within(wish);
    }

    private Outcome exactly(Wish wish, LocalTime exact) {
        var day = wish.from() == null ? business.today() : wish.from();
        var asked = day.atTime(exact).atZone(business.zone());
        for (var candidate : List.of(asked, inTheEvening(wish, asked), afterMidnight(asked))) {
            var time = onStep(candidate.toInstant());
            if (business.canFetch(time)) {
                return new Outcome.At(time);
            }
        }
        var time = asked.toInstant();
        return new Outcome.Rather(why(time), from(time, time.plus(Business.AHEAD), OFFERED));
    }

    /** The next step; the one before where there is none any more until it closes. */
    private Instant onStep(Instant wished) {
        var next = rounded(wished);
        return next.equals(wished) || business.canFetch(next) ? next : next.minus(business.step());
    }

    /** « à 8 h », where nobody is open in the morning. */
    private static ZonedDateTime inTheEvening(Wish wish, ZonedDateTime asked) {
        boolean either = wish.from() == null && wish.earliest() == null && asked.getHour() >= 5 && asked.getHour() < 12;
        return either ? asked.plusHours(12) : asked;
    }

    /** « à minuit », « à 1 h »: the night belongs to the evening before. */
    private static ZonedDateTime afterMidnight(ZonedDateTime asked) {
        return asked.getHour() < 5 ? asked.plusDays(1) : asked;
    }

    private Outcome within(Wish wish) {
        var first = wish.from() == null ? business.today() : wish.from();
        var last = wish.to() == null ? first : wish.to();
        var times = new ArrayList<Instant>();
        for (var day = first; !day.isAfter(last) && times.size() < OFFERED; day = day.plusDays(1)) {
            var begins = day.atTime(wish.earliest() == null ? LocalTime.MIN : wish.earliest());
            var ends = wish.latest() == null ? day.plusDays(1).atStartOfDay() : day.atTime(wish.latest());
            times.addAll(from(
                    begins.atZone(business.zone()).toInstant(),
                    ends.atZone(business.zone()).toInstant(),
                    OFFERED - times.size()));
        }
        if (!times.isEmpty()) {
            return new Outcome.Rather(Why.OPEN, times);
        }
        var end = last.plusDays(1).atStartOfDay(business.zone()).toInstant();
        boolean past = !end.isAfter(business.now());
        var begin = first.atTime(wish.earliest() == null ? LocalTime.MIN : wish.earliest())
                .atZone(business.zone())
                .toInstant();
        return new Outcome.Rather(past ? Why.PAST : Why.CLOSED, from(begin, end.plus(Business.AHEAD), OFFERED));
    }

    private Why why(Instant time) {
        if (time.isBefore(business.now())) {
            return Why.PAST;
        }
        if (!time.isBefore(business.now().plus(Business.AHEAD))) {
            return Why.TOO_FAR;
        }
        return time.isBefore(business.now().plus(business.preparation())) ? Why.TOO_SOON : Why.CLOSED;
    }

    /** The first times from one on, up to and without another; where nothing is open none. */
    private List<Instant> from(Instant start, Instant end, int most) {
        var times = new ArrayList<Instant>();
        var earliest = business.now().plus(business.preparation());
        var time = rounded(start.isBefore(earliest) ? earliest : start);
        var last = business.now().plus(Business.AHEAD);
        while (times.size() < most && time.isBefore(end) && time.isBefore(last)) {
            if (business.canFetch(time)) {
                times.add(time);
                time = time.plus(business.step());
            } else {
                var next = business.week().isEmpty()
                        ? null
                        : business.nextOpen(time).orElse(null);
                if (next == null) {
                    return times;
                }
                time = next.isAfter(time) ? rounded(next) : time.plus(business.step());
            }
        }
        return times;
    }

    private Instant rounded(Instant time) {
        return When.roundedUp(ZonedDateTime.ofInstant(time, business.zone()), business.step())
                .toInstant();
    }
}
