package io.guichet.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a contact wrote, word by word, and which of its words were understood already. Belongs to one turn, and to one
 * thread.
 */
public final class Sentence {

    private static final int LONGEST_TEXT = 8_000;
    private static final int MOST_TOKENS = 1_500;
    private static final int LONGEST_WORD = 40;
    private static final String SIGNS = ".,;:!?/\n()+&";

    /** Words that may stand between two words that belong together. */
    private static final Set<String> LITTLE = Set.of(
            "le", "la", "les", "l", "un", "une", "de", "des", "du", "d", "a", "au", "aux", "en", "et", "mon", "ma",
            "mes", "the", "an", "of", "my", "some", "s", "vous", "nous", "me", "m", "t", "y", "il", "to");

    private final String written;
    private final List<Token> tokens;
    private final BitSet taken = new BitSet();

    private Sentence(String written, List<Token> tokens) {
        this.written = written;
        this.tokens = tokens;
    }

    public static Sentence of(String text) {
        var written = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        var tokens = new ArrayList<Token>();
        var word = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= written.length() && tokens.size() < MOST_TOKENS; at++) {
            var folded = at < written.length() ? fold(written.charAt(at)) : " ";
            boolean part = !folded.isEmpty() && Character.isLetterOrDigit(folded.charAt(0));
            boolean turns = part
                    && !word.isEmpty()
                    && Character.isDigit(word.charAt(word.length() - 1)) != Character.isDigit(folded.charAt(0));
            if (!word.isEmpty() && (turns || (!part && !folded.isEmpty()))) {
                tokens.add(new Token(word.substring(0, Math.min(word.length(), LONGEST_WORD)), from, at));
                word.setLength(0);
            }
            if (part) {
                from = word.isEmpty() ? at : from;
                word.append(folded);
            } else if (at < written.length() && SIGNS.indexOf(written.charAt(at)) >= 0) {
                tokens.add(new Token(String.valueOf(written.charAt(at)), at, at + 1));
            }
        }
        return new Sentence(written, List.copyOf(tokens));
    }

    /** Lower-case, without marks; nothing for a lone mark, a blank for what is no word and no number. */
    private static String fold(char c) {
        if (c < 128) {
            return String.valueOf(Character.toLowerCase(c));
        }
        if (c == 'œ' || c == 'Œ') {
            return "oe";
        }
        if (c == '×') {
            return "x";
        }
        if (Character.isSurrogate(c)) {
            return " ";
        }
        var apart =
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder();
        for (int i = 0; i < apart.length(); i++) {
            if (Character.getType(apart.charAt(i)) != Character.NON_SPACING_MARK) {
                folded.append(apart.charAt(i));
            }
        }
        return folded.isEmpty() ? "" : plain(folded.toString());
    }

    /** The number or the letters in it, as in ⒈ and ⑴; a blank where signs stand between them, as in ½ and ℀. */
    private static String plain(String folded) {
        int from = 0;
        int to = folded.length();
        while (from < to && !Character.isLetterOrDigit(folded.charAt(from))) {
            from++;
        }
        while (from < to && !Character.isLetterOrDigit(folded.charAt(to - 1))) {
            to--;
        }
        var inner = folded.substring(from, to);
        return !inner.isEmpty() && inner.chars().allMatch(Character::isLetterOrDigit) ? inner : " ";
    }

    public int size() {
        return tokens.size();
    }

    /** As it was written, at most 8,000 characters. */
    public String written() {
        return written;
    }

    /** As it was written, on one line and cut, without signs that no screen shows. */
    public String excerpt(int most) {
        var line = new StringBuilder();
        written.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .filter(c -> c != ' ' || (!line.isEmpty() && line.charAt(line.length() - 1) != ' '))
                .takeWhile(c -> line.length() + Character.charCount(c) <= most)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    /** What stands there, or an empty text. */
    public String word(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
    }

    public Token at(int at) {
        return tokens.get(at);
    }

    public boolean isNumber(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).isNumber();
    }

    /** Whether nothing stands there but the end, or a sign. */
    public boolean breaks(int at) {
        return at < 0 || at >= tokens.size() || tokens.get(at).isBreak();
    }

    public static boolean isLittle(String word) {
        return LITTLE.contains(word);
    }

    /** From now on these words mean nothing else. */
    public void take(int from, int to) {
        taken.set(Math.max(0, from), Math.max(0, Math.min(to, tokens.size())));
    }

    public boolean isTaken(int at) {
        return taken.get(at);
    }

    /** How many words and numbers mean nothing yet. */
    public long left() {
        long left = 0;
        for (int at = 0; at < tokens.size(); at++) {
            left += !taken.get(at) && !tokens.get(at).isBreak() ? 1 : 0;
        }
        return left;
    }

    /**
     * Whether any of these is said.
     *
     * @param phrases words without accents, phrases separated by {@code |}
     */
    public boolean says(String phrases) {
        for (var phrase : Phrase.all(phrases)) {
            if (phrase.in(this) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is nothing but one of these, politeness and signs aside. */
    public boolean begins(String phrases) {
        for (var phrase : Phrase.all(phrases)) {
            if (phrase.endAt(this, firstWord()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int firstWord() {
        int at = 0;
        while (at < size() && tokens.get(at).isBreak()) {
            at++;
        }
        return at;
    }
}
