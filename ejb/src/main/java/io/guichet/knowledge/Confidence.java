package io.guichet.knowledge;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How surely a passage answers a question, and whether that is enough to answer from it. It is where its meaning is near
 * enough, or where it has most of the question's words; a little of both is enough as well. The thresholds are those that
 * tell answers from their absence best on the evaluation set.
 */
final class Confidence {

    /** What any of the thresholds comes to. */
    static final double ENOUGH = 0.5;

    private static final double NEAR = 0.62;
    private static final double MOST_WORDS = 0.6;
    private static final double TOGETHER = 0.75;

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int STEM = 5;

    /** What every question has. */
    private static final Set<String> COMMON = Set.of(
            "comment",
            "combien",
            "quand",
            "quel",
            "quelle",
            "quels",
            "quelles",
            "pourquoi",
            "est",
            "sont",
            "que",
            "qui",
            "quoi",
            "les",
            "des",
            "une",
            "pour",
            "avec",
            "dans",
            "chez",
            "vous",
            "votre",
            "vos",
            "nous",
            "mon",
            "mes",
            "ma",
            "puis",
            "peut",
            "peux",
            "pouvez",
            "faut",
            "fait",
            "faire",
            "faites",
            "avez",
            "avoir",
            "etes",
            "etre",
            "sur",
            "par",
            "pas",
            "plus",
            "aussi",
            "donc",
            "bonjour",
            "merci",
            "cela",
            "ceci",
            "elle",
            "lui",
            "leur",
            "aux",
            "ils");

    private Confidence() {}

    /** The nearest that it comes to one of the thresholds, as a part of twice that threshold: 0 to 1. */
    static double of(String question, Passage passage) {
        var heading = passage.heading() == null ? "" : passage.heading();
        var words = sharedWords(question, passage.title() + " " + heading + " " + passage.text());
        var similarity = passage.similarity() == null ? 0 : Math.max(0, passage.similarity());
        var nearest = Math.max(Math.max(similarity / NEAR, words / MOST_WORDS), (words * 0.5 + similarity) / TOGETHER);
        return Math.min(1, nearest * ENOUGH);
    }

    /** Which part of the question's words a text has, by their beginnings; 0 for a question without any. */
    static double sharedWords(String question, String text) {
        var asked = stems(question);
        if (asked.isEmpty()) {
            return 0;
        }
        var there = stems(text);
        return (double) asked.stream().filter(there::contains).count() / asked.size();
    }

    /** What the words of a text are compared by. */
    static Set<String> stems(String text) {
        return Arrays.stream(BETWEEN.split(folded(text)))
                .flatMap(word -> beginning(word).stream())
                .collect(Collectors.toSet());
    }

    /** What one word is compared by; nothing for one that every question has. */
    static Optional<String> stem(String word) {
        return beginning(folded(word));
    }

    private static Optional<String> beginning(String word) {
        return word.length() < 3 || COMMON.contains(word)
                ? Optional.empty()
                : Optional.of(word.substring(0, Math.min(word.length(), STEM)));
    }

    private static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
    }
}
