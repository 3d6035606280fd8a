package io.guichet.knowledge;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence as far as it can be compared with another without understanding it, French and English.
 *
 * @param folded lower-case, without accents and signs: two that are equal were typed alike
 * @param words stems of what carries meaning, but for days and hours
 * @param numbers digits and words alike, e.g. {@code 100}
 * @param marks what turns the meaning round: negations, days, opposites
 */
record KnownSentence(String folded, Set<String> words, Set<String> numbers, Set<String> marks) {

    private static final int LONGEST = 2_000;
    private static final int MOST_TOKENS = 400;
    private static final Pattern TOKEN = Pattern.compile("[a-z][a-z0-9]{0,39}|\\d{1,12}(?:[.,]\\d{1,6})?");
    private static final Pattern POLITE = Pattern.compile("\\bn est ce pas\\b|\\bpourquoi pas\\b|\\bwhy not\\b");

    /** Small words that together say much. */
    private static final Pattern PROGRESS = Pattern.compile("\\bou en (?:est|sont|etes|suis)\\b");

    KnownSentence {
        words = Set.copyOf(words);
        numbers = Set.copyOf(numbers);
        marks = Set.copyOf(marks);
    }

    static KnownSentence of(String text) {
        var folded = POLITE.matcher(fold(text)).replaceAll(" ").strip();
        var words = new LinkedHashSet<String>();
        var numbers = new LinkedHashSet<String>();
        var marks = new LinkedHashSet<String>();
        TOKEN.matcher(PROGRESS.matcher(folded).replaceAll("avancement")).results().limit(MOST_TOKENS).map(r -> r.group()).forEach(token -> {
            var number = KnownWords.number(token);
            if (number.isPresent()) {
                numbers.add(number.get());
                return;
            }
            var mark = KnownWords.mark(token);
            mark.ifPresent(marks::add);
            var ofTime = mark.filter(m -> m.startsWith(KnownWords.TIME)).isPresent();
            if (!ofTime && KnownWords.says(token)) {
                words.add(KnownWords.stem(token));
            }
        });
        return new KnownSentence(folded, words, numbers, marks);
    }

    /** Lower-case, without accents; what is neither letter nor digit is a space, but for the point of a number. */
    static String fold(String text) {
        var capped = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var apart = Normalizer.normalize(capped, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var folded = new StringBuilder(apart.length());
        for (var i = 0; i < apart.length(); i++) {
            var c = apart.charAt(i);
            if (c == 'œ') {
                folded.append("oe");
            } else if (c < 128 && Character.isLetterOrDigit(c)) {
                folded.append(c);
            } else if ((c == '.' || c == ',') && isBetweenDigits(apart, i)) {
                folded.append('.');
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                folded.append(' ');
            }
        }
        return folded.toString().replaceAll(" +", " ").strip();
    }

    private static boolean isBetweenDigits(String text, int at) {
        return at > 0 && at + 1 < text.length() && isDigit(text.charAt(at - 1)) && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether there is nothing to compare. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    /** How many of these words the other has, too; a word may be misspelt in one letter. */
    int shared(KnownSentence other) {
        return (int) words.stream().filter(other::has).count();
    }

    private boolean has(String word) {
        return words.contains(word)
                || (word.length() >= 6
                        && words.stream().anyMatch(own -> own.length() >= 6 && isOneLetterOff(own, word)));
    }

    private static boolean isOneLetterOff(String one, String other) {
        var longer = one.length() >= other.length() ? one : other;
        var shorter = one.length() >= other.length() ? other : one;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        var at = 0;
        while (at < shorter.length() && shorter.charAt(at) == longer.charAt(at)) {
            at++;
        }
        var rest = longer.substring(at + 1);
        if (rest.equals(longer.length() == shorter.length() ? shorter.substring(at + 1) : shorter.substring(at))) {
            return true;
        }
        // Two letters that changed places.
        return longer.length() == shorter.length()
                && at + 1 < longer.length()
                && shorter.charAt(at) == longer.charAt(at + 1)
                && shorter.charAt(at + 1) == longer.charAt(at)
                && longer.substring(at + 2).equals(shorter.substring(at + 2));
    }

    /** Marks of one kind. */
    Set<String> marks(String kind) {
        return marks.stream().filter(mark -> mark.startsWith(kind)).collect(Collectors.toUnmodifiableSet());
    }
}
