package io.guichet.invitation;

import java.security.SecureRandom;

/** Texts of letters and digits that a person types: nothing looks like anything else. */
final class FirstPassword {

    /** Crockford's base 32: no I, L, O, U. */
    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private FirstPassword() {}

    /** 80 random bits in four groups. */
    static String random() {
        return groups(4);
    }

    /** Groups of four signs, each of five random bits, e.g. {@code 7KQ2-M9XD}. */
    static String groups(int n) {
        var text = new StringBuilder();
        for (var i = 0; i < n * 4; i++) {
            if (i > 0 && i % 4 == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
