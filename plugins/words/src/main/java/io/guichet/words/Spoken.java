package io.guichet.words;

import io.guichet.spi.sector.Business;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says times as people of the business's place do: « samedi 21 novembre à 19 h 30 ». {@link When} understands it again. */
public final class Spoken {

    private final boolean english;
    private final Locale locale;
    private final Business business;

    public Spoken(Locale locale, Business business) {
        this.english = locale.getLanguage().equals("en");
        this.locale = english ? Locale.UK : Locale.FRANCE;
        this.business = business;
    }

    /** At most 40 characters. */
    public String moment(Instant time) {
        var local = ZonedDateTime.ofInstant(time, business.zone());
        return day(local.toLocalDate()) + (english ? " at " : " à ") + hour(local.toLocalTime());
    }

    public String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("EEEE d MMMM", locale));
    }

    private String hour(LocalTime time) {
        if (english) {
            return time.format(DateTimeFormatter.ofPattern("HH:mm", locale));
        }
        return time.getMinute() == 0 ? time.getHour() + " h" : "%d h %02d".formatted(time.getHour(), time.getMinute());
    }

    /** A day's hours: « 12 h – 14 h 30, 19 h – 22 h », or nothing where it is closed. */
    public String hoursOn(LocalDate day) {
        return business.openOn(day).stream()
                .map(span -> hour(local(span.from())) + " – " + hour(local(span.to())))
                .collect(Collectors.joining(", "));
    }

    private LocalTime local(Instant time) {
        return LocalTime.ofInstant(time, business.zone());
    }

    /** A week's hours, days with the same ones together, a line each. */
    public String week(String closed) {
        var lines = new ArrayList<String>();
        var first = DayOfWeek.MONDAY;
        for (var day : DayOfWeek.values()) {
            boolean last = day == DayOfWeek.SUNDAY;
            if (last || !hours(day).equals(hours(day.plus(1)))) {
                var hours = hours(day);
                lines.add("- " + days(first, day) + (english ? ": " : " : ") + (hours.isEmpty() ? closed : hours));
                first = last ? first : day.plus(1);
            }
        }
        return String.join("\n", lines);
    }

    private String hours(DayOfWeek day) {
        return business.week().stream()
                .filter(opening -> opening.day() == day)
                .sorted(Comparator.comparing(Business.Opening::opens))
                .map(opening -> hour(opening.opens()) + " – " + hour(opening.closes()))
                .collect(Collectors.joining(", "));
    }

    private String days(DayOfWeek first, DayOfWeek last) {
        var name = first.getDisplayName(TextStyle.FULL, locale);
        if (first == last) {
            return name;
        }
        return name + (english ? " to " : " à ") + last.getDisplayName(TextStyle.FULL, locale);
    }

    /** « a, b et c ». */
    public String list(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + (english ? " and " : " et ") + names.getLast();
    }
}
