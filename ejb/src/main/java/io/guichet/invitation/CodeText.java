package io.guichet.invitation;

import java.util.Locale;
import java.util.Optional;

/** A LINK- code as people copy it: in small letters, without its dash, an O for a zero, an I or an L for a one. */
final class CodeText {

    static final String PREFIX = "LINK-";

    private static final int SIGNS = 8;
    private static final int SHOWN = 2;

    private CodeText() {}

    /** A new one of 40 random bits, e.g. {@code LINK-7KQ2-M9XD}. */
    static String random() {
        return PREFIX + FirstPassword.groups(2);
    }

    /** What of a code may be shown again: 30 of its 40 bits stay unknown. */
    static String prefix(String code) {
        return code.substring(0, PREFIX.length() + SHOWN);
    }

    /** The code as we made it; nothing where the text cannot be one. */
    static Optional<String> read(String typed) {
        if (typed.length() > 100) {
            return Optional.empty();
        }
        var signs = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}_]", "");
        if (signs.startsWith("LINK")) {
            signs = signs.substring(4);
        }
        signs = signs.replace('O', '0').replace('I', '1').replace('L', '1');
        if (signs.length() != SIGNS || !signs.chars().allMatch(c -> FirstPassword.ALPHABET.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(PREFIX + signs.substring(0, 4) + "-" + signs.substring(4));
    }
}
