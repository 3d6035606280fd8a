package io.guichet.sector.artisan;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into words, numbers and breaks in one pass; no regular expression sees what a contact wrote. */
final class Scanner {

    private static final int LONGEST_TEXT = 8_000;
    private static final int MOST_TOKENS = 2_000;
    private static final int LONGEST_NUMBER = 6;
    private static final int LONGEST_WORD = 40;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean glued;

    private Scanner(String folded) {
        this.text = folded;
    }

    static List<Token> scan(String text) {
        return new Scanner(fold(text)).scan();
    }

    /** Lower-case, without accents, ² and ½ and their like as plain digits. */
    static String fold(String text) {
        var capped = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        var apart = Normalizer.normalize(capped, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if (c == 'œ') {
                folded.append("oe");
            } else if (c == '×' || c == '*') {
                folded.append('x');
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                folded.append(c);
            }
        }
        return folded.toString();
    }

    private List<Token> scan() {
        while (at < text.length() && tokens.size() < MOST_TOKENS) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                number();
            } else if (Character.isLetter(c)) {
                word();
            } else if (c == '€' || c == '%') {
                tokens.add(new Token.Word(String.valueOf(c), glued));
                at++;
                glued = true;
            } else {
                separator(c);
            }
        }
        return tokens;
    }

    private void number() {
        int start = at;
        skipDigits();
        if (at + 1 < text.length()
                && (text.charAt(at) == ',' || text.charAt(at) == '.')
                && isDigit(text.charAt(at + 1))) {
            at++;
            skipDigits();
        }
        var digits = text.substring(start, at).replace(',', '.');
        if (digits.length() > LONGEST_NUMBER + 3 || digits.indexOf('.') > LONGEST_NUMBER) {
            tokens.add(new Token.Word("#", glued));
        } else {
            tokens.add(new Token.Numeral(new BigDecimal(digits), glued));
        }
        glued = true;
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void word() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        var word = text.substring(start, Math.min(at, start + LONGEST_WORD));
        boolean afterNumber = glued && !tokens.isEmpty() && tokens.getLast() instanceof Token.Numeral;
        if (afterNumber && (word.equals("mx") || word.equals("cmx"))) {
            tokens.add(new Token.Word(word.substring(0, word.length() - 1), true));
            word = "x";
        } else if (word.equals("m") && powerFollows()) {
            word = "m" + text.charAt(at);
            at++;
        }
        tokens.add(new Token.Word(word, glued));
        glued = true;
    }

    /** Whether « m » is followed at once by a lone 2 or 3, as in 8m2 and 8m^2. */
    private boolean powerFollows() {
        if (at + 1 < text.length() && text.charAt(at) == '^') {
            at++;
        }
        return at < text.length()
                && (text.charAt(at) == '2' || text.charAt(at) == '3')
                && (at + 1 == text.length() || !isDigit(text.charAt(at + 1)));
    }

    private void separator(char c) {
        at++;
        glued = false;
        switch (c) {
            case '.', ';', '!', '?', '\n' -> breaking(c, true);
            case ',', ':', '(', ')', '/', '+', '&' -> breaking(c, false);
            default -> {
                // spaces, apostrophes, hyphens, emoji and control characters only separate
            }
        }
    }

    /** « ... » and « !!! » break once. */
    private void breaking(char c, boolean strong) {
        if (!tokens.isEmpty() && tokens.getLast() instanceof Token.Break last) {
            if (last.strong() || !strong) {
                return;
            }
            tokens.removeLast();
        }
        tokens.add(new Token.Break(c, strong));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
