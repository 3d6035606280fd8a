package io.guichet.knowledge;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How near two sentences are, and whether that is near enough. Vectors alone never decide: « avec » lies beside « sans »
 * and 10 m² beside 100 m², so that numbers, negations and opposites have to agree and some words have to be shared.
 *
 * @param vectors from which cosine on two sentences mean the same
 * @param sharedWords how much of their words they share at the least where vectors decide, 0 to 1
 * @param wordsAlone how much they share where words alone decide, 0 to 1
 */
record KnownSimilarity(double vectors, double sharedWords, double wordsAlone) {

    /** What has all the words of an example comes after what is one. */
    private static final double ALMOST = 0.99;

    /**
     * Whether a question is a known one.
     *
     * @param general whether the answer is a general one, which also holds for a day or a number that is asked of
     * @param cosine of their vectors; null where there are none
     * @return 0 to 1; nothing where it is another question
     */
    OptionalDouble question(KnownSentence asked, KnownSentence known, boolean general, @Nullable Double cosine) {
        if (asked.isEmpty() || known.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (asked.folded().equals(known.folded())) {
            return OptionalDouble.of(1);
        }
        var overlap = overlap(asked, known);
        return overlap > 0 && agree(asked, known, general) ? near(overlap, cosine) : OptionalDouble.empty();
    }

    /**
     * Whether a sentence means what an example means: all that the example says is in it, whatever else is.
     *
     * @param cosine of their vectors; null where there are none
     */
    OptionalDouble intent(KnownSentence asked, KnownSentence example, @Nullable Double cosine) {
        if (asked.isEmpty() || example.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (asked.folded().equals(example.folded())) {
            return OptionalDouble.of(1);
        }
        if (!asked.marks(KnownWords.NEGATION).equals(example.marks(KnownWords.NEGATION))
                || !lasting(asked).containsAll(lasting(example))) {
            return OptionalDouble.empty();
        }
        var contained = (double) example.shared(asked) / example.words().size();
        return near(Math.min(ALMOST, contained * (0.8 + 0.2 * overlap(asked, example))), cosine, 0.8);
    }

    private OptionalDouble near(double words, @Nullable Double cosine) {
        return near(words, cosine, wordsAlone);
    }

    private OptionalDouble near(double words, @Nullable Double cosine, double alone) {
        if (cosine != null && cosine >= vectors && words >= sharedWords) {
            return OptionalDouble.of(Math.min(ALMOST, Math.max(cosine, words)));
        }
        return words >= alone ? OptionalDouble.of(words) : OptionalDouble.empty();
    }

    private static boolean agree(KnownSentence asked, KnownSentence known, boolean general) {
        if (!asked.marks(KnownWords.NEGATION).equals(known.marks(KnownWords.NEGATION))) {
            return false;
        }
        return general
                ? lasting(asked).equals(lasting(known))
                        && asked.marks().containsAll(known.marks())
                        && asked.numbers().containsAll(known.numbers())
                : asked.marks().equals(known.marks()) && asked.numbers().equals(known.numbers());
    }

    /** Marks but those of time. */
    private static Set<String> lasting(KnownSentence sentence) {
        return sentence.marks().stream()
                .filter(mark -> !mark.startsWith(KnownWords.TIME))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Twice what is shared, by all that is there. */
    private static double overlap(KnownSentence one, KnownSentence other) {
        return 2.0 * one.shared(other) / (one.words().size() + other.words().size());
    }
}
