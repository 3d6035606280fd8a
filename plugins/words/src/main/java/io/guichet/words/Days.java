package io.guichet.words;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Days as contacts name them: « demain », « samedi », « le 12 décembre », « la semaine prochaine ». */
final class Days {

    private static final Map<String, DayOfWeek> WEEKDAYS = Map.ofEntries(
            Map.entry("lundi", DayOfWeek.MONDAY),
            Map.entry("mardi", DayOfWeek.TUESDAY),
            Map.entry("mercredi", DayOfWeek.WEDNESDAY),
            Map.entry("jeudi", DayOfWeek.THURSDAY),
            Map.entry("vendredi", DayOfWeek.FRIDAY),
            Map.entry("samedi", DayOfWeek.SATURDAY),
            Map.entry("dimanche", DayOfWeek.SUNDAY),
            Map.entry("monday", DayOfWeek.MONDAY),
            Map.entry("tuesday", DayOfWeek.TUESDAY),
            Map.entry("wednesday", DayOfWeek.WEDNESDAY),
            Map.entry("thursday", DayOfWeek.THURSDAY),
            Map.entry("friday", DayOfWeek.FRIDAY),
            Map.entry("saturday", DayOfWeek.SATURDAY),
            Map.entry("sunday", DayOfWeek.SUNDAY));

    private static final Map<String, Month> MONTHS = Map.ofEntries(
            Map.entry("janvier", Month.JANUARY),
            Map.entry("fevrier", Month.FEBRUARY),
            Map.entry("mars", Month.MARCH),
            Map.entry("avril", Month.APRIL),
            Map.entry("mai", Month.MAY),
            Map.entry("juin", Month.JUNE),
            Map.entry("juillet", Month.JULY),
            Map.entry("aout", Month.AUGUST),
            Map.entry("septembre", Month.SEPTEMBER),
            Map.entry("octobre", Month.OCTOBER),
            Map.entry("novembre", Month.NOVEMBER),
            Map.entry("decembre", Month.DECEMBER),
            Map.entry("january", Month.JANUARY),
            Map.entry("february", Month.FEBRUARY),
            Map.entry("march", Month.MARCH),
            Map.entry("april", Month.APRIL),
            Map.entry("may", Month.MAY),
            Map.entry("june", Month.JUNE),
            Map.entry("july", Month.JULY),
            Map.entry("august", Month.AUGUST),
            Map.entry("september", Month.SEPTEMBER),
            Map.entry("october", Month.OCTOBER),
            Map.entry("november", Month.NOVEMBER),
            Map.entry("december", Month.DECEMBER));

    private final Sentence sentence;
    private final LocalDate today;

    Days(Sentence sentence, LocalDate today) {
        this.sentence = sentence;
        this.today = today;
    }

    /** The first day of a week's name, as anybody says it. */
    static Optional<DayOfWeek> weekday(String word) {
        return Optional.ofNullable(WEEKDAYS.get(word));
    }

    /** The days that are named there; null where none is. */
    @Nullable
    Named at(int at) {
        var word = sentence.word(at);
        return switch (word) {
            case "hier", "yesterday" -> day(today.minusDays(1), 1);
            case "aujourd" -> sentence.word(at + 1).equals("hui") ? day(today, 2) : null;
            case "today" -> day(today, 1);
            case "demain", "tomorrow" -> day(today.plusDays(1), 1);
            case "apres" -> sentence.word(at + 1).equals("demain") ? day(today.plusDays(2), 2) : null;
            case "semaine", "week" -> week(at);
            case "weekend" -> weekend(1);
            case "this", "cette" ->
                sentence.word(at + 1).startsWith("w") || sentence.word(at + 1).equals("semaine") ? thisWeek(at) : null;
            case "next" -> next(at);
            case "le", "the" -> ofMonth(at + 1, 1);
            default -> weekdayOrDate(at, word);
        };
    }

    private @Nullable Named weekdayOrDate(int at, String word) {
        var weekday = WEEKDAYS.get(word);
        if (weekday == null) {
            var month = MONTHS.get(word);
            return month != null && sentence.isNumber(at + 1) ? date(number(at + 1), month, 2) : dateAt(at);
        }
        var dated = ofMonth(at + 1, 1);
        if (dated != null) {
            return dated;
        }
        boolean later = sentence.word(at + 1).equals("prochain");
        var adjuster = later ? TemporalAdjusters.next(weekday) : TemporalAdjusters.nextOrSame(weekday);
        return day(today.with(adjuster), later ? 2 : 1);
    }

    private @Nullable Named week(int at) {
        var after = sentence.word(at + 1);
        if (after.equals("prochaine") || after.equals("suivante") || after.equals("d")) {
            var monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            return new Named(monday, monday.plusDays(6), 2);
        }
        return after.equals("end") ? weekend(2) : null;
    }

    private @Nullable Named thisWeek(int at) {
        var word = sentence.word(at + 1);
        if (word.equals("weekend") || sentence.word(at + 2).equals("end")) {
            return weekend(word.equals("weekend") ? 2 : 3);
        }
        return new Named(today, today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)), 2);
    }

    private @Nullable Named next(int at) {
        var word = sentence.word(at + 1);
        if (word.equals("week")) {
            var monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            return new Named(monday, monday.plusDays(6), 2);
        }
        var weekday = WEEKDAYS.get(word);
        return weekday == null ? null : day(today.with(TemporalAdjusters.next(weekday)), 2);
    }

    private Named weekend(int words) {
        var saturday = today.getDayOfWeek() == DayOfWeek.SUNDAY
                ? today
                : today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        return new Named(saturday, today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)), words);
    }

    /** « 12 décembre », « 12/12 », or « le 12 » alone after a word that makes it a day. */
    private @Nullable Named ofMonth(int at, int before) {
        var dated = dateAt(at);
        if (dated != null) {
            return new Named(dated.from(), dated.to(), dated.words() + before);
        }
        if (!sentence.isNumber(at) || isNoDayAlone(at)) {
            return null;
        }
        int day = number(at);
        for (int months = 0; months < 12 && day >= 1 && day <= 31; months++) {
            var month = YearMonth.from(today).plusMonths(months);
            if (month.isValidDay(day) && !month.atDay(day).isBefore(today)) {
                return day(month.atDay(day), before + 1);
            }
        }
        return null;
    }

    private @Nullable Named dateAt(int at) {
        if (!sentence.isNumber(at)) {
            return null;
        }
        int first = sentence.word(at + 1).equals("er") ? at + 2 : at + 1;
        var month = MONTHS.get(sentence.word(first));
        if (month != null) {
            return date(number(at), month, first + 1 - at);
        }
        if (sentence.word(at + 1).equals("/")
                && sentence.isNumber(at + 2)
                && number(at + 2) >= 1
                && number(at + 2) <= 12) {
            return date(number(at), Month.of(number(at + 2)), 3);
        }
        return null;
    }

    /** Whether what follows makes it an hour, or a day that its month does not have. */
    private boolean isNoDayAlone(int at) {
        var after = sentence.word(at + 1);
        return MONTHS.containsKey(after)
                || after.equals("h")
                || after.startsWith("heure")
                || after.equals(":")
                || after.equals("am")
                || after.equals("pm");
    }

    private @Nullable Named date(int dayOfMonth, Month month, int words) {
        var thisYear = YearMonth.of(today.getYear(), month);
        for (var at = thisYear; at.getYear() <= today.getYear() + 4; at = at.plusYears(1)) {
            if (at.isValidDay(dayOfMonth) && !at.atDay(dayOfMonth).isBefore(today)) {
                return day(at.atDay(dayOfMonth), words);
            }
        }
        return null;
    }

    private int number(int at) {
        return Numbers.at(sentence, at).orElse(0);
    }

    private static Named day(LocalDate day, int words) {
        return new Named(day, day, words);
    }

    /**
     * @param words how many of the sentence say it
     */
    record Named(LocalDate from, LocalDate to, int words) {}
}
