package io.guichet.words;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads when something is wished: « samedi matin », « demain après 17 h », « pour 19h30 », « la semaine prochaine », « dans
 * une heure ». Takes the words that say it, so that its numbers are no counts.
 */
public final class When {

    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime AFTERNOON_ENDS = LocalTime.of(18, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final LocalTime LUNCH_ENDS = LocalTime.of(14, 0);
    private static final Set<String> AFTER = Set.of("apres", "partir", "des", "after", "from", "depuis");
    private static final Set<String> BEFORE = Set.of("avant", "jusqu", "before", "until", "by");
    private static final String SOON = "des que possible|plus tot possible|au plus vite|tout de suite|maintenant"
            + "|le plus vite possible|n importe quand|asap|as soon as possible|right now|premier creneau|peu importe"
            + "|any time|anytime|earliest";

    private final Sentence sentence;
    private final ZonedDateTime now;
    private Wish wish = Wish.NONE;
    private boolean between;

    private When(Sentence sentence, ZonedDateTime now) {
        this.sentence = sentence;
        this.now = now;
    }

    /**
     * @param now at the business
     */
    public static Wish read(Sentence sentence, ZonedDateTime now) {
        return new When(sentence, now).read();
    }

    private Wish read() {
        for (int at = 0; at < sentence.size(); ) {
            int words = sentence.isTaken(at) ? 0 : step(at);
            sentence.take(at, at + words);
            at += Math.max(1, words);
        }
        return wish.isEmpty() && sentence.says(SOON) ? Wish.SOONEST : wish;
    }

    private int step(int at) {
        int relative = relative(at);
        if (relative > 0) {
            return relative;
        }
        if (afternoon(at) > 0) {
            wish = wish.within(NOON, AFTERNOON_ENDS);
            today(at);
            return afternoon(at);
        }
        var days = new Days(sentence, now.toLocalDate()).at(at);
        if (days != null) {
            wish = wish.on(days.from(), days.to());
            return days.words();
        }
        int part = partOfDay(at);
        return part > 0 ? part : time(at);
    }

    /** « dans 20 minutes », « dans deux jours », « in an hour ». */
    private int relative(int at) {
        if (!sentence.word(at).equals("dans") && !sentence.word(at).equals("in")) {
            return 0;
        }
        boolean one =
                sentence.word(at + 1).equals("an") || sentence.word(at + 1).equals("a");
        var number = Numbers.run(sentence, at + 1);
        int count = one ? 1 : number.value().orElse(0);
        int unit = at + 1 + (one ? 1 : number.words());
        if (count < 1 || count > 400) {
            return 0;
        }
        switch (Token.stem(sentence.word(unit))) {
            case "minut", "min", "mn" -> moment(now.plusMinutes(count));
            case "heur", "h", "hour" -> moment(now.plusHours(count));
            case "jour", "day" ->
                wish = wish.on(
                        now.toLocalDate().plusDays(count), now.toLocalDate().plusDays(count));
            case "semain", "week" -> {
                var day = now.toLocalDate().plusWeeks(count);
                wish = wish.on(day, day);
            }
            default -> {
                return 0;
            }
        }
        return unit + 1 - at;
    }

    private void moment(ZonedDateTime then) {
        var whole = then.truncatedTo(ChronoUnit.MINUTES);
        wish = wish.on(whole.toLocalDate(), whole.toLocalDate()).at(whole.toLocalTime());
    }

    private int afternoon(int at) {
        boolean apresMidi =
                sentence.word(at).equals("apres") && sentence.word(at + 1).equals("midi");
        if (!apresMidi) {
            return sentence.word(at).equals("afternoon") || sentence.word(at).equals("aprem") ? 1 : 0;
        }
        return 2;
    }

    private int partOfDay(int at) {
        var today = now.toLocalDate();
        switch (sentence.word(at)) {
            case "matin", "matinee", "morning" -> wish = wish.within(LocalTime.MIN, NOON);
            case "soir", "soiree", "evening" -> wish = wish.within(EVENING, LocalTime.of(23, 59));
            case "tonight" -> wish = wish.on(today, today).within(EVENING, LocalTime.of(23, 59));
            case "midi", "noon", "lunchtime" -> {
                if (sentence.word(at - 1).equals("a")
                        || sentence.word(at - 1).equals("pour")
                        || sentence.word(at - 1).equals("at")) {
                    wish = wish.at(NOON);
                } else {
                    wish = wish.within(NOON, LUNCH_ENDS);
                }
            }
            case "minuit", "midnight" -> wish = wish.at(LocalTime.MIDNIGHT);
            default -> {
                return 0;
            }
        }
        today(at);
        return 1;
    }

    /** « ce soir », « cet après-midi ». */
    private void today(int at) {
        var before = sentence.word(at - 1);
        if (!wish.hasDay() && (before.equals("ce") || before.equals("cet") || before.equals("this"))) {
            wish = wish.on(now.toLocalDate(), now.toLocalDate());
        }
    }

    private int time(int at) {
        var number = Numbers.run(sentence, at);
        if (number.value().isEmpty()) {
            return 0;
        }
        var read = timeAfter(number.value().getAsInt(), at + number.words(), !sentence.isNumber(at));
        if (read == null && between && isPlainHour(at)) {
            read = new Read(LocalTime.of(number.value().getAsInt(), 0), at + number.words());
        }
        if (read == null && opensARange(at)) {
            return firstOfARange(number.value().getAsInt(), at + number.words()) - at;
        }
        if (read == null) {
            return 0;
        }
        place(read.time(), at);
        return read.end() - at;
    }

    private boolean isPlainHour(int at) {
        return sentence.isNumber(at) && Numbers.at(sentence, at).orElse(99) < 24;
    }

    /** « entre 14 et 16 h »: the first hour has no unit. */
    private boolean opensARange(int at) {
        var before = sentence.word(at - 1);
        return isPlainHour(at)
                && (before.equals("entre") || before.equals("between"))
                && (sentence.word(at + 1).equals("et") || sentence.word(at + 1).equals("and"));
    }

    private int firstOfARange(int hour, int end) {
        wish = wish.within(LocalTime.of(hour, 0), null);
        between = true;
        return end;
    }

    private void place(LocalTime time, int at) {
        var before = sentence.word(at - 1);
        var beforeThat = sentence.word(at - 2);
        boolean little = before.equals("de") || before.equals("a") || before.equals("les") || before.equals("vers");
        var said = little && (AFTER.contains(beforeThat) || BEFORE.contains(beforeThat)) ? beforeThat : before;
        if (before.equals("entre") || before.equals("between")) {
            wish = wish.within(time, null);
            between = true;
        } else if (between) {
            wish = wish.within(null, time);
            between = false;
        } else if (AFTER.contains(said)) {
            wish = wish.within(time, null);
        } else if (BEFORE.contains(said)) {
            wish = wish.within(LocalTime.MIN, time);
        } else {
            wish = wish.at(time);
        }
    }

    /** What stands behind a number makes it a time: « h 30 », « heures et demie », « :30 », « pm ». */
    private @Nullable Read timeAfter(int hour, int unit, boolean inWords) {
        var word = sentence.word(unit);
        if (hour > 24) {
            return null;
        }
        if (word.equals("h") || word.equals("heure") || word.equals("heures") || word.equals("o")) {
            if (word.equals("o") && !sentence.word(unit + 1).equals("clock")) {
                return null;
            }
            return word.equals("o") ? read(hour, 0, unit + 2) : minutes(hour, unit + 1);
        }
        if (word.equals(":") && sentence.isNumber(unit + 1) && !inWords) {
            int minutes = Numbers.at(sentence, unit + 1).orElse(0);
            var half = sentence.word(unit + 2);
            return half.equals("pm") || half.equals("am")
                    ? read(half.equals("pm") ? hour % 12 + 12 : hour % 12, minutes, unit + 3)
                    : read(hour, minutes, unit + 2);
        }
        if (word.equals("pm") || word.equals("am")) {
            return hour > 12 ? null : read(word.equals("pm") ? hour % 12 + 12 : hour % 12, 0, unit + 1);
        }
        return null;
    }

    private @Nullable Read minutes(int hour, int at) {
        var word = sentence.word(at);
        var next = sentence.word(at + 1);
        if (word.equals("et") && (next.equals("demie") || next.equals("demi"))) {
            return read(hour, 30, at + 2);
        }
        if (word.equals("et") && next.equals("quart")) {
            return read(hour, 15, at + 2);
        }
        if (word.equals("moins")
                && (next.equals("quart") || sentence.word(at + 2).equals("quart"))) {
            return read(hour - 1, 45, next.equals("quart") ? at + 2 : at + 3);
        }
        var number = Numbers.run(sentence, at);
        boolean counts = sentence.isNumber(at)
                ? sentence.word(at).length() == 2
                : number.value().orElse(0) >= 5;
        return counts && number.value().orElse(99) < 60 && isNoCount(at, number.words())
                ? read(hour, number.value().getAsInt(), at + number.words())
                : read(hour, 0, at);
    }

    /** « 19h30 » and « 19 heures trente », but not « 19h deux pizzas »: minutes end something, or stand close. */
    private boolean isNoCount(int at, int words) {
        boolean close = sentence.at(at).from() == sentence.at(at - 1).to();
        return close
                || sentence.isNumber(at)
                || sentence.breaks(at + words)
                || Sentence.isLittle(sentence.word(at + words));
    }

    private static @Nullable Read read(int hour, int minute, int end) {
        return hour < 0 || hour > 24 || minute > 59 ? null : new Read(LocalTime.of(hour % 24, minute), end);
    }

    /** How long until a moment, rounded up to whole steps from midnight. */
    public static ZonedDateTime roundedUp(ZonedDateTime moment, Duration step) {
        var midnight = moment.truncatedTo(ChronoUnit.DAYS);
        long seconds = Duration.between(midnight, moment).toSeconds();
        boolean whole = seconds % step.toSeconds() == 0 && moment.getNano() == 0;
        return whole ? moment : midnight.plusSeconds((seconds / step.toSeconds() + 1) * step.toSeconds());
    }

    private record Read(LocalTime time, int end) {}
}
