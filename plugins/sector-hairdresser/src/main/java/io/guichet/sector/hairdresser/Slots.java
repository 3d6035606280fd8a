package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.Business;
import io.guichet.words.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds free times for a wish: at most three, spread over its days or its hours. Pure. */
final class Slots {

    private static final int OFFERED = 3;

    private final Business business;
    private final Duration length;

    Slots(Business business, Duration length) {
        this.business = business;
        this.length = length;
    }

    /** The times that fit a wish; none where nothing is free then. */
    List<Instant> fitting(Wish wish) {
        var today = business.today();
        var first = wish.from() == null || wish.from().isBefore(today) ? today : wish.from();
        var last = wish.to() == null ? today.plusDays(Business.AHEAD.toDays()) : wish.to();
        if (wish.soonest()) {
            return firstOf(days(wish, first, last, OFFERED), OFFERED);
        }
        var days = days(wish, first, last, OFFERED);
        boolean manyDays = wish.from() == null || !first.equals(last);
        if (manyDays && days.size() >= OFFERED) {
            return days.stream().map(List::getFirst).toList();
        }
        return spread(days.stream().flatMap(List::stream).toList());
    }

    /** The next free times from a day on, whatever the hour. */
    List<Instant> from(LocalDate day) {
        return fitting(new Wish(day, business.today().plusDays(Business.AHEAD.toDays()), null, null, null, false));
    }

    /** The free times of a time's own day that lie nearest to it, in their order; none where that day has none. */
    List<Instant> near(Instant time) {
        return on(LocalDate.ofInstant(time, business.zone()), Wish.NONE).stream()
                .sorted(Comparator.comparing(
                        (Instant free) -> Duration.between(time, free).abs()))
                .limit(OFFERED)
                .sorted()
                .toList();
    }

    /** The free times of the first days that have any. */
    private List<List<Instant>> days(Wish wish, LocalDate first, LocalDate last, int most) {
        var days = new ArrayList<List<Instant>>();
        var end = business.today().plusDays(Business.AHEAD.toDays());
        for (var day = first; !day.isAfter(last) && !day.isAfter(end) && days.size() < most; day = day.plusDays(1)) {
            var times = on(day, wish);
            if (!times.isEmpty()) {
                days.add(times);
            }
        }
        return days;
    }

    private List<Instant> on(LocalDate day, Wish wish) {
        var times = new ArrayList<Instant>();
        for (var span : business.openOn(day)) {
            for (var time = span.from(); !time.plus(length).isAfter(span.to()); time = time.plus(business.step())) {
                if (fits(LocalTime.ofInstant(time, business.zone()), wish) && business.canBook(time, length)) {
                    times.add(time);
                }
            }
        }
        return times;
    }

    private static boolean fits(LocalTime time, Wish wish) {
        return (wish.exact() == null || wish.exact().equals(time))
                && (wish.earliest() == null || !time.isBefore(wish.earliest()))
                && (wish.latest() == null || time.isBefore(wish.latest()));
    }

    private static List<Instant> firstOf(List<List<Instant>> days, int most) {
        return days.stream().flatMap(List::stream).limit(most).toList();
    }

    private static List<Instant> spread(List<Instant> all) {
        if (all.size() <= OFFERED) {
            return all;
        }
        return List.of(all.getFirst(), all.get(all.size() / 2), all.getLast());
    }
}
