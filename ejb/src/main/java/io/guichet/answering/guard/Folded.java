package io.guichet.answering.guard;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as they are compared: what looks alike is alike. Pure. */
final class Folded {

    /** Letters of other alphabets that look like Latin ones, each above the one that it looks like. */
    private static final String LOOKALIKES = "аеоорсухіјѕԁһѵԝαεοορτυικνηρ";

    private static final String LATIN = "aeoopcyxijsdhvwaeooptuiknhp";

    private Folded() {}

    /** Lower case, without accents and what cannot be seen; every space is one plain space. */
    static String of(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(apart.length());
        var spaced = true;
        for (var i = 0; i < apart.length(); i++) {
            var c = apart.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (!spaced) {
                    folded.append(' ');
                }
                spaced = true;
            } else if (isSeen(c)) {
                folded.append(plain(c));
                spaced = false;
            }
        }
        return folded.toString().strip();
    }

    /** Its letters and digits alone. */
    static String squeezed(String text) {
        var folded = of(text);
        var squeezed = new StringBuilder(folded.length());
        folded.chars().filter(Character::isLetterOrDigit).forEach(c -> squeezed.append((char) c));
        return squeezed.toString();
    }

    private static boolean isSeen(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> false;
            default -> true;
        };
    }

    private static char plain(char c) {
        if (c == '’' || c == '‘' || c == '`' || c == '´') {
            return '\'';
        }
        if (Character.isDigit(c)) {
            return (char) ('0' + Character.digit(c, 10));
        }
        var at = LOOKALIKES.indexOf(c);
        return at < 0 ? c : LATIN.charAt(at);
    }
}
