package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.PlainText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When people of a tenant are there to answer, by its own clock. Without any times nobody said: then nothing is told of
 * hours.
 *
 * @param week by the day's English name, e.g. {@code monday}; a day that is missing has no times
 * @param closed days on which nobody is there, whatever the week says
 */
public record SupportHours(Map<String, List<Span>> week, List<ClosedDay> closed) {

    /** Nobody said. */
    public static final SupportHours UNKNOWN = new SupportHours(Map.of(), List.of());

    private static final int MOST_SPANS = 6;
    private static final int MOST_DAYS = 100;
    private static final int LONGEST_NAME = 100;

    /** How far a next opening is looked for, in days: who closes for longer says nothing of when. */
    private static final int HORIZON = 120;

    public SupportHours {
        var days = new LinkedHashMap<String, List<Span>>();
        week.forEach((day, spans) -> days.put(day, spans == null ? List.of() : present(spans, Span.NEVER)));
        week = Collections.unmodifiableMap(days);
        closed = present(closed, ClosedDay.NEVER);
    }

    /** As anybody may write it: what is left out is empty. */
    @JsonCreator
    static SupportHours read(
            @JsonProperty("week") @Nullable Map<String, List<Span>> week,
            @JsonProperty("closed") @Nullable List<ClosedDay> closed) {
        return new SupportHours(week == null ? Map.of() : week, closed == null ? List.of() : closed);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return week.values().stream().allMatch(List::isEmpty);
    }

    /** Whether somebody is there. */
    public boolean isOpen(ZonedDateTime at) {
        return spans(at.toLocalDate()).stream().anyMatch(span -> span.holds(at.toLocalTime()));
    }

    /** When somebody is there again, after a time at which nobody is; nothing where that is months away, or never. */
    public Optional<ZonedDateTime> nextOpening(ZonedDateTime after) {
        for (var day = 0; day <= HORIZON; day++) {
            var date = after.toLocalDate().plusDays(day);
            var next = spans(date).stream()
                    .map(span -> date.atTime(span.opens()).atZone(after.getZone()))
                    .filter(opening -> opening.isAfter(after))
                    .min(Comparator.naturalOrder());
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private List<Span> spans(LocalDate day) {
        return closed.stream().anyMatch(c -> c.on().equals(Optional.of(day)))
                ? List.of()
                : week.getOrDefault(name(day.getDayOfWeek()), List.of());
    }

    /** Notes what is wrong with them. */
    FieldErrors check(FieldErrors errors) {
        errors.check(
                week.keySet().stream().allMatch(SupportHours::isDay), "hours.week", "has days by name, e.g. monday");
        errors.check(
                week.values().stream()
                        .allMatch(spans ->
                                spans.size() <= MOST_SPANS && spans.stream().allMatch(Span::isTime)),
                "hours.week",
                "has at most " + MOST_SPANS + " times of opening a day, each {\"from\": \"09:00\", \"to\": \"18:00\"},"
                        + " from before to; 24:00 is the day's end");
        return errors.check(
                closed.size() <= MOST_DAYS && closed.stream().allMatch(ClosedDay::isKnown),
                "hours.closed",
                "has at most " + MOST_DAYS + " days, each {\"day\": \"2026-12-25\", \"name\": \"Noël\"}, a name of at"
                        + " most " + LONGEST_NAME + " characters");
    }

    /** In the order of the week, as it is read. */
    SupportHours sorted() {
        var byDay = new TreeMap<String, List<Span>>(Comparator.comparing(SupportHours::weekday));
        byDay.putAll(week);
        return new SupportHours(
                byDay,
                closed.stream()
                        .sorted(Comparator.comparing(day -> day.on().orElse(LocalDate.MAX)))
                        .toList());
    }

    /** Null is what anybody may send: it is no time and no day, and refused as such. */
    private static <T> List<T> present(List<@Nullable T> sent, T instead) {
        return sent.stream().map(one -> one == null ? instead : one).toList();
    }

    private static DayOfWeek weekday(String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static boolean isDay(String name) {
        for (var day : DayOfWeek.values()) {
            if (name(day).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param from when somebody comes, e.g. {@code 09:00}
     * @param to when the last one leaves, e.g. {@code 18:00}, or {@code 24:00}
     */
    public record Span(@Nullable String from, @Nullable String to) {

        private static final Span NEVER = new Span(null, null);
        private static final String MIDNIGHT = "24:00";

        private boolean holds(LocalTime time) {
            return !time.isBefore(opens()) && (MIDNIGHT.equals(to) || time.isBefore(read(to).orElseThrow()));
        }

        private LocalTime opens() {
            return read(from).orElseThrow();
        }

        private boolean isTime() {
            var opens = read(from);
            var closes = MIDNIGHT.equals(to) ? Optional.of(LocalTime.MAX) : read(to);
            return opens.isPresent() && closes.isPresent() && opens.get().isBefore(closes.get());
        }

        private static Optional<LocalTime> read(@Nullable String text) {
            try {
                return text == null || text.length() != 5 ? Optional.empty() : Optional.of(LocalTime.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * @param day e.g. {@code 2026-12-25}
     * @param name what it is, for those who look after it; or null
     */
    public record ClosedDay(@Nullable String day, @Nullable String name) {

        private static final ClosedDay NEVER = new ClosedDay(null, null);

        private Optional<LocalDate> on() {
            try {
                return day == null || day.length() != 10 ? Optional.empty() : Optional.of(LocalDate.parse(day));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private boolean isKnown() {
            return on().isPresent() && PlainText.isAtMost(name, LONGEST_NAME) && PlainText.isClean(name, false);
        }
    }
}
