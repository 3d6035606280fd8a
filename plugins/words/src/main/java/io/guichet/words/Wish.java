package io.guichet.words;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * When a contact would like something: any part of it may be open, that is null.
 *
 * @param from the first day
 * @param to the last day
 * @param earliest not before this time of a day
 * @param latest not after this time of a day
 * @param exact at this time of a day
 * @param soonest as soon as it can be
 */
public record Wish(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalTime earliest,
        @Nullable LocalTime latest,
        @Nullable LocalTime exact,
        boolean soonest) {

    /** Nothing was said. */
    public static final Wish NONE = new Wish(null, null, null, null, null, false);

    public static final Wish SOONEST = new Wish(null, null, null, null, null, true);

    public boolean isEmpty() {
        return !soonest && !hasDay() && !hasTime();
    }

    public boolean hasDay() {
        return from != null;
    }

    public boolean hasTime() {
        return earliest != null || latest != null || exact != null;
    }

    /** What was said later goes before: a day keeps the time that was said, and a time the day. */
    public Wish then(Wish later) {
        if (later.isEmpty()) {
            return this;
        }
        if (later.soonest) {
            return later;
        }
        var day = later.hasDay() ? later : this;
        var time = later.hasTime() ? later : this;
        return new Wish(day.from, day.to, time.earliest, time.latest, time.exact, false);
    }

    Wish on(LocalDate first, LocalDate last) {
        return new Wish(first, last, earliest, latest, exact, soonest);
    }

    Wish at(LocalTime time) {
        return new Wish(from, to, null, null, time, soonest);
    }

    Wish within(@Nullable LocalTime first, @Nullable LocalTime last) {
        return new Wish(from, to, first == null ? earliest : first, last == null ? latest : last, exact, soonest);
    }

    /** As one line, to be remembered. */
    public String print() {
        return String.join(
                "/", text(from), text(to), text(earliest), text(latest), text(exact), String.valueOf(soonest));
    }

    /** What {@link #print()} wrote; nothing of anything else. */
    public static Wish parse(String line) {
        var parts = line.split("/", -1);
        if (parts.length != 6) {
            return NONE;
        }
        try {
            return new Wish(
                    parts[0].isEmpty() ? null : LocalDate.parse(parts[0]),
                    parts[1].isEmpty() ? null : LocalDate.parse(parts[1]),
                    parts[2].isEmpty() ? null : LocalTime.parse(parts[2]),
                    parts[3].isEmpty() ? null : LocalTime.parse(parts[3]),
                    parts[4].isEmpty() ? null : LocalTime.parse(parts[4]),
                    Boolean.parseBoolean(parts[5]));
        } catch (java.time.DateTimeException e) {
            return NONE;
        }
    }

    private static String text(@Nullable Object part) {
        return part == null ? "" : part.toString();
    }
}
