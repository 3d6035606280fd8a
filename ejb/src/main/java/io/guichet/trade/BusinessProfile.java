package io.guichet.trade;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.PlainText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a business says of itself, as its people write and read it. Times are those of its own zone.
 *
 * @param chairs how many appointments are taken at once, 1 to 100; 1 where it is not said
 * @param slotMinutes appointments begin at multiples of it after opening, 5 to 120; 15 where it is not said
 * @param preparationMinutes how long an order takes at least, 0 to 1440; 30 where it is not said
 * @param hours when it is open in an ordinary week
 * @param closures days on which it is closed all the same
 * @param offers what is known of items of the price book besides their price
 */
public record BusinessProfile(
        @Nullable Integer chairs,
        @Nullable Integer slotMinutes,
        @Nullable Integer preparationMinutes,
        @Nullable List<Hours> hours,
        @Nullable List<Closure> closures,
        @Nullable List<Offer> offers) {

    private static final int MOST_HOURS = 50;
    private static final int MOST_CLOSURES = 200;
    private static final int MOST_OFFERS = 1_000;
    private static final int LONGEST_REASON = 200;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** What holds where nothing was said. */
    public static final BusinessProfile NONE = new BusinessProfile(null, null, null, null, null, null).filled();

    /** With what holds where nothing was said. */
    BusinessProfile filled() {
        return new BusinessProfile(
                chairs == null ? 1 : chairs,
                slotMinutes == null ? 15 : slotMinutes,
                preparationMinutes == null ? 30 : preparationMinutes,
                hours == null ? List.of() : List.copyOf(hours),
                closures == null ? List.of() : List.copyOf(closures),
                offers == null ? List.of() : List.copyOf(offers));
    }

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS} naming all of them
     */
    void requireValid() {
        var errors = new FieldErrors()
                .check(isWithin(chairs, 1, 100), "chairs", "is 1 to 100")
                .check(isWithin(slotMinutes, 5, 120), "slot_minutes", "is 5 to 120")
                .check(isWithin(preparationMinutes, 0, 1_440), "preparation_minutes", "is 0 to 1440");
        checkHours(errors);
        checkClosures(errors);
        checkOffers(errors);
        errors.throwIfAny();
    }

    private static boolean isWithin(@Nullable Integer value, int least, int most) {
        return value == null || (value >= least && value <= most);
    }

    private void checkHours(FieldErrors errors) {
        var all = hours == null ? List.<Hours>of() : hours;
        errors.check(all.size() <= MOST_HOURS, "hours", "has at most " + MOST_HOURS + " rows");
        var known = new HashSet<String>();
        for (int i = 0; i < Math.min(MOST_HOURS, all.size()); i++) {
            var row = all.get(i);
            var at = "hours[" + i + "]";
            var there = row != null
                    && row.weekday().isPresent()
                    && row.from().isPresent()
                    && row.to().isPresent();
            errors.check(there, at, "has a day such as monday, and opens and closes such as 09:30");
            errors.check(!there || known.add(row.day() + row.from()), at, "opens once at a time");
        }
    }

    private void checkClosures(FieldErrors errors) {
        var all = closures == null ? List.<Closure>of() : closures;
        errors.check(all.size() <= MOST_CLOSURES, "closures", "has at most " + MOST_CLOSURES + " rows");
        var known = new HashSet<LocalDate>();
        for (int i = 0; i < Math.min(MOST_CLOSURES, all.size()); i++) {
            var row = all.get(i);
            var at = "closures[" + i + "]";
            var first = row == null ? Optional.<LocalDate>empty() : row.firstDay();
            var last = row == null ? Optional.<LocalDate>empty() : row.lastDay();
            var there = first.isPresent() && last.isPresent();
            errors.check(there, at, "has from and to, days such as 2026-12-24");
            errors.check(!there || !last.get().isBefore(first.get()), at, "ends after it begins");
            errors.check(!there || known.add(first.get()), at, "begins on a day of its own");
            errors.check(
                    row == null
                            || (PlainText.isAtMost(row.reason(), LONGEST_REASON)
                                    && PlainText.isClean(row.reason(), false)),
                    at + ".reason",
                    "is a line of at most " + LONGEST_REASON + " characters");
        }
    }

    private void checkOffers(FieldErrors errors) {
        var all = offers == null ? List.<Offer>of() : offers;
        errors.check(all.size() <= MOST_OFFERS, "offers", "has at most " + MOST_OFFERS + " rows");
        var known = new HashSet<String>();
        for (int i = 0; i < Math.min(MOST_OFFERS, all.size()); i++) {
            var row = all.get(i);
            var at = "offers[" + i + "]";
            var coded = row != null && row.code() != null && row.code().matches("[A-Z0-9][A-Z0-9-]{0,31}");
            errors.check(coded, at + ".code", "is a code of the price book");
            errors.check(!coded || known.add(String.valueOf(row.code())), at + ".code", "stands once");
            errors.check(row == null || isWithin(row.minutes(), 5, 720), at + ".minutes", "is 5 to 720");
            errors.check(
                    row == null || row.hasCleanAllergens(), at + ".allergens", "has at most 30 words of 40 characters");
        }
    }

    /**
     * @param day in English, e.g. {@code monday}
     * @param opens e.g. {@code 09:30}
     * @param closes at or before {@code opens} means on the day after
     */
    public record Hours(
            @Nullable String day,
            @Nullable String opens,
            @Nullable String closes) {

        Optional<DayOfWeek> weekday() {
            return Arrays.stream(DayOfWeek.values())
                    .filter(d -> d.name().toLowerCase(Locale.ROOT).equals(day))
                    .findFirst();
        }

        Optional<LocalTime> from() {
            return time(opens);
        }

        Optional<LocalTime> to() {
            return time(closes);
        }

        private static Optional<LocalTime> time(@Nullable String text) {
            try {
                return text == null || text.length() != 5 ? Optional.empty() : Optional.of(LocalTime.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * @param from the first day, e.g. {@code 2026-12-24}
     * @param to the last day; the first where it is not said
     */
    public record Closure(
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {

        Optional<LocalDate> firstDay() {
            return day(from);
        }

        Optional<LocalDate> lastDay() {
            return to == null ? firstDay() : day(to);
        }
    }

    static Optional<LocalDate> day(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text)).filter(d -> !d.isBefore(EARLIEST) && !d.isAfter(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * @param code an item of the price book
     * @param minutes how long it takes; null where it cannot be booked
     * @param allergens what it contains; empty for none; null where nobody says, which is not none
     * @param available whether it can be had at present; true where it is not said
     */
    public record Offer(
            @Nullable String code,
            @Nullable Integer minutes,
            @Nullable List<String> allergens,
            @Nullable Boolean available) {

        boolean hasCleanAllergens() {
            return allergens == null
                    || (allergens.size() <= 30
                            && allergens.stream()
                                    .allMatch(a -> a != null
                                            && !a.isBlank()
                                            && a.indexOf('|') < 0
                                            && PlainText.isAtMost(a, 40)
                                            && PlainText.isClean(a, false)));
        }
    }
}
