package io.guichet.words;

/**
 * A word, a number, or a sign that separates.
 *
 * @param text lower-case, without accents; one character where it is a sign
 * @param from where it begins in what was written
 * @param to where it ends there
 */
public record Token(String text, int from, int to) {

    private static final int LONGEST_NUMBER = 4;

    /** Whether it is a number of at most four digits. */
    public boolean isNumber() {
        return text.length() <= LONGEST_NUMBER && isDigits();
    }

    /** Whether it is digits, however many. */
    boolean isDigits() {
        return text.chars().allMatch(Character::isDigit);
    }

    /** Whether it separates what stands before it from what follows. */
    public boolean isBreak() {
        return !Character.isLetterOrDigit(text.charAt(0));
    }

    /** Plurals and the feminine e fall. */
    public String stem() {
        return stem(text);
    }

    static String stem(String word) {
        var stem = word;
        if (stem.length() > 3 && (stem.endsWith("s") || stem.endsWith("x"))) {
            stem = stem.substring(0, stem.length() - 1);
        }
        while (stem.length() > 4 && stem.endsWith("e")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem;
    }
}
