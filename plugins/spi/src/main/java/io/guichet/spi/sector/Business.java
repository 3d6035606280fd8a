package io.guichet.spi.sector;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The business that an agent speaks for, as a turn finds it: what time it is there, when it is open, what it offers and
 * what is taken. The same rules hold when the platform stores an order or an appointment.
 *
 * @param zone of the business; all that is said to a contact is in it
 * @param now when the turn began
 * @param week when it is open in an ordinary week; empty where nobody said it
 * @param closures days on which it is closed all the same
 * @param chairs how many appointments it takes at once, 1 to 100
 * @param step appointments begin at whole multiples of it after opening
 * @param preparation how long an order takes at least
 * @param offers what is known of items of the price book besides their price
 * @param taken chairs that are taken from now on, as far as {@link #AHEAD}
 * @param standing what this conversation ordered or booked, and can still change
 */
public record Business(
        ZoneId zone,
        Instant now,
        List<Opening> week,
        List<Closure> closures,
        int chairs,
        Duration step,
        Duration preparation,
        List<Offer> offers,
        List<Taken> taken,
        List<Standing> standing) {

    /** How far ahead an order or an appointment can be made. */
    public static final Duration AHEAD = Duration.ofDays(60);

    /** Of which nothing is known. */
    public static final Business UNKNOWN = new Business(
            ZoneOffset.UTC,
            Instant.EPOCH,
            List.of(),
            List.of(),
            1,
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            List.of(),
            List.of(),
            List.of());

    public Business {
        Objects.requireNonNull(zone);
        Objects.requireNonNull(now);
        week = List.copyOf(week);
        closures = List.copyOf(closures);
        offers = List.copyOf(offers);
        taken = List.copyOf(taken);
        standing = List.copyOf(standing);
        if (chairs < 1 || chairs > 100 || !step.isPositive() || preparation.isNegative()) {
            throw new IllegalArgumentException("chairs, step or preparation make no sense");
        }
    }

    /** Today, at the business. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    /** What is known of an item. */
    public Optional<Offer> offer(String code) {
        return offers.stream().filter(offer -> offer.code().equals(code)).findFirst();
    }

    /** Whether an item can be had at all: what nobody said anything of can. */
    public boolean has(String code) {
        return offer(code).map(Offer::available).orElse(true);
    }

    /** When it is open on a day: what begins then, in order. Summer time is the zone's business. */
    public List<Span> openOn(LocalDate day) {
        if (closures.stream().anyMatch(closure -> closure.covers(day))) {
            return List.of();
        }
        return week.stream()
                .filter(opening -> opening.day() == day.getDayOfWeek())
                .map(opening -> opening.on(day, zone))
                .filter(span -> span.from().isBefore(span.to()))
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }

    /** Whether it is open at a time; also where it opened the day before. */
    public boolean isOpen(Instant time) {
        var day = LocalDate.ofInstant(time, zone);
        return IntStream.of(-1, 0)
                .mapToObj(day::plusDays)
                .flatMap(d -> openOn(d).stream())
                .anyMatch(span -> span.holds(time));
    }

    /** The first time at or after a time at which it is open; nothing within {@link #AHEAD}, or where no hours are known. */
    public Optional<Instant> nextOpen(Instant time) {
        var day = LocalDate.ofInstant(time, zone);
        return IntStream.rangeClosed(-1, (int) AHEAD.toDays())
                .mapToObj(day::plusDays)
                .flatMap(d -> openOn(d).stream())
                .filter(span -> span.to().isAfter(time))
                .map(span -> span.from().isAfter(time) ? span.from() : time)
                .min(Comparator.naturalOrder());
    }

    /** The lowest chair that is free for all of a time; none where all are taken. */
    public OptionalInt freeChair(Instant from, Duration length) {
        var to = from.plus(length);
        return IntStream.rangeClosed(1, chairs)
                .filter(chair -> taken.stream().noneMatch(t -> t.chair() == chair && t.meets(from, to)))
                .findFirst();
    }

    /**
     * Whether an appointment can be made there: open for all of it, at a whole step after opening, not past, not too far
     * ahead, and a chair is free.
     */
    public boolean canBook(Instant from, Duration length) {
        var to = from.plus(length);
        var day = LocalDate.ofInstant(from, zone);
        return from.isAfter(now)
                && from.isBefore(now.plus(AHEAD))
                && IntStream.of(-1, 0)
                        .mapToObj(day::plusDays)
                        .flatMap(d -> openOn(d).stream())
                        .anyMatch(span -> !from.isBefore(span.from()) && !to.isAfter(span.to()) && isStep(span, from))
                && freeChair(from, length).isPresent();
    }

    private boolean isStep(Span span, Instant time) {
        var since = Duration.between(span.from(), time);
        return step.multipliedBy(since.dividedBy(step)).equals(since);
    }

    /** Whether an order can be fetched then: prepared by then, not too far ahead, and open where hours are known. */
    public boolean canFetch(Instant time) {
        return !time.isBefore(now.plus(preparation))
                && time.isBefore(now.plus(AHEAD))
                && (week.isEmpty() || isOpen(time));
    }

    /** The same business, as if this appointment were not there: to move it. */
    public Business without(Standing appointment) {
        var others = taken.stream()
                .filter(t -> !(t.chair() == appointment.chair() && t.from().equals(appointment.at())))
                .toList();
        return new Business(zone, now, week, closures, chairs, step, preparation, offers, others, standing);
    }

    /**
     * @param closes at or before {@code opens} means on the day after
     */
    public record Opening(DayOfWeek day, LocalTime opens, LocalTime closes) {
        public Opening {
            Objects.requireNonNull(day);
            Objects.requireNonNull(opens);
            Objects.requireNonNull(closes);
        }

        Span on(LocalDate date, ZoneId zone) {
            var last = closes.isAfter(opens) ? date : date.plusDays(1);
            return new Span(
                    date.atTime(opens).atZone(zone).toInstant(),
                    last.atTime(closes).atZone(zone).toInstant());
        }
    }

    /** Days on which nothing opens, the first and the last included. */
    public record Closure(LocalDate first, LocalDate last) {
        public Closure {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("a closure ends before it begins");
            }
        }

        boolean covers(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /**
     * A time from, up to and without its end.
     */
    public record Span(Instant from, Instant to) {
        public Span {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }

        boolean holds(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /**
     * What is known of an item besides its price.
     *
     * @param code an item of the price book
     * @param duration how long it takes; empty where it cannot be booked
     * @param allergens what it contains, in the business's own words, e.g. {@code gluten}; empty where nobody said: unknown,
     *     which is not none
     * @param available whether it can be had at present
     */
    public record Offer(String code, Optional<Duration> duration, Optional<List<String>> allergens, boolean available) {
        public Offer {
            Objects.requireNonNull(code);
            Objects.requireNonNull(duration);
            allergens = allergens.map(List::copyOf);
        }
    }

    /** A chair that is taken. */
    public record Taken(int chair, Instant from, Instant to) {
        boolean meets(Instant otherFrom, Instant otherTo) {
            return from.isBefore(otherTo) && to.isAfter(otherFrom);
        }
    }

    /**
     * What this conversation ordered or booked, not cancelled and not past.
     *
     * @param id by which an action names it
     * @param codes of the price book
     * @param at when an appointment begins, or an order is fetched
     * @param chair of an appointment; 0 for an order
     */
    public record Standing(String id, Kind kind, List<String> codes, Instant at, int chair) {
        public Standing {
            Objects.requireNonNull(id);
            Objects.requireNonNull(kind);
            codes = List.copyOf(codes);
            Objects.requireNonNull(at);
        }
    }

    /** What stands. */
    public enum Kind {
        ORDER,
        APPOINTMENT
    }
}
