package io.guichet.knowledge;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Personal data in a text that others will read, as far as its form tells: what is written like a number of an account, of
 * a car or of a person is one.
 */
final class LearnedPersonalData {

    private static final int LONGEST = 10_000;
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}0-9._%+-]{1,64}\\s?@\\s?[\\p{L}0-9.-]{1,200}\\.\\p{L}{2,24}");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:(?:\\+|00)\\d{1,3}[ .\\-/]?(?:\\(0\\))?|0)[1-9](?:[ .\\-/]?\\d{2}){4}(?!\\d)"
                    + "|(?<![\\p{L}\\d])\\+\\d{1,3}(?:[ .\\-/]?\\d{2,4}){3,5}(?!\\d)");
    private static final Pattern IBAN = Pattern.compile(
            "(?<![\\p{L}\\d])[A-Za-z]{2}\\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?(?![\\p{L}\\d])");
    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)\\d(?:[ \\-]?\\d){12,18}(?!\\d)");
    private static final Pattern NIR = Pattern.compile(
            "(?<!\\d)[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AaBb]) ?\\d{3} ?\\d{3}(?: ?\\d{2})?(?!\\d)");
    private static final Pattern PLATE = Pattern.compile(
            "(?<![\\p{L}\\d])(?:[A-HJ-NP-TV-Z]{2}[ -]?\\d{3}[ -]?[A-HJ-NP-TV-Z]{2}|\\d{2,4} [A-Z]{2,3} (?:\\d{2}|2[AB]))(?![\\p{L}\\d])");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<!\\d)\\d{1,4}\\s?(?:bis|ter|quater)?\\s*,?\\s*(?:rue|avenue|av\\.|boulevard|bd|bld|place|chemin|impasse|allée|allee"
                    + "|quai|route|square|cours|passage|faubourg|lotissement|résidence|residence|street|road|lane|drive)\\s+\\p{L}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NAME = Pattern.compile(
            "(?<!\\p{L})(?:M\\.|MM\\.|Mr\\.?|Mme|Mlle|Mrs\\.?|Ms\\.?|Me|Dr\\.?|(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur"
                    + "|[Mm]aître))\\s+\\p{Lu}[\\p{L}'’-]+");

    private LearnedPersonalData() {}

    /** What was found. */
    enum Kind {
        EMAIL,
        PHONE,
        ADDRESS,
        NAME,
        IBAN,
        CARD,
        SOCIAL_SECURITY,
        PLATE;

        /** The wire form. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a business may want to tell it of itself: its phone, its address, whom to ask for. */
        boolean mayBeTold() {
            return this == EMAIL || this == PHONE || this == ADDRESS || this == NAME;
        }
    }

    static Set<Kind> in(String text) {
        var capped = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var found = EnumSet.noneOf(Kind.class);
        add(found, Kind.EMAIL, EMAIL.matcher(capped).find());
        add(found, Kind.PHONE, PHONE.matcher(capped).find());
        add(found, Kind.ADDRESS, ADDRESS.matcher(capped).find());
        add(found, Kind.NAME, NAME.matcher(capped).find());
        add(found, Kind.IBAN, IBAN.matcher(capped).results().anyMatch(r -> isIban(r.group())));
        add(found, Kind.CARD, DIGITS.matcher(capped).results().anyMatch(r -> isCard(r.group())));
        add(found, Kind.SOCIAL_SECURITY, NIR.matcher(capped).find());
        add(found, Kind.PLATE, PLATE.matcher(capped).find());
        return found;
    }

    private static void add(Set<Kind> found, Kind kind, boolean there) {
        if (there) {
            found.add(kind);
        }
    }

    /** ISO 13616: the rest of a division by 97 is 1. */
    private static boolean isIban(String text) {
        var plain = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (plain.length() < 15 || plain.length() > 34) {
            return false;
        }
        var rest = 0;
        for (var c : (plain.substring(4) + plain.substring(0, 4)).toCharArray()) {
            var value = Character.digit(c, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** Luhn's sum. */
    private static boolean isCard(String text) {
        var digits = text.replaceAll("\\D", "");
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits.length() >= 13 && sum % 10 == 0;
    }
}
