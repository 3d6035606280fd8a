package io.guichet.words;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Words in a row, compared by their stems; little words may stand between them.
 *
 * @param stems at least one
 */
public record Phrase(List<String> stems) {

    private static final int MOST_BETWEEN = 2;

    /** The phrases that agents name in their code: as many as these have, and no more. */
    private static final Map<String, List<Phrase>> KNOWN = new ConcurrentHashMap<>();

    public Phrase {
        stems = List.copyOf(stems);
        if (stems.isEmpty()) {
            throw new IllegalArgumentException("a phrase has a word");
        }
    }

    /** Of any text, e.g. a label: little words fall. Nothing where it has no word, e.g. of a lone emoji. */
    public static Optional<Phrase> of(String text) {
        var sentence = Sentence.of(text);
        var all = java.util.stream.IntStream.range(0, sentence.size())
                .mapToObj(sentence::at)
                .filter(token -> !token.isBreak())
                .toList();
        var long_ =
                all.stream().filter(token -> !Sentence.isLittle(token.text())).toList();
        var stems = (long_.isEmpty() ? all : long_).stream().map(Token::stem).toList();
        return stems.isEmpty() ? Optional.empty() : Optional.of(new Phrase(stems));
    }

    static List<Phrase> all(String phrases) {
        return KNOWN.computeIfAbsent(
                phrases,
                text -> Arrays.stream(text.split("\\|"))
                        .map(phrase -> new Phrase(Arrays.stream(phrase.split(" "))
                                .map(Token::stem)
                                .toList()))
                        .toList());
    }

    /** Where it begins; -1 where it is not said. */
    public int in(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (endAt(sentence, at) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** Where it ends if it begins there; -1 where it does not. */
    public int endAt(Sentence sentence, int start) {
        int at = start;
        for (int i = 0; i < stems.size(); i++) {
            int between = 0;
            while (i > 0
                    && at < sentence.size()
                    && !sentence.at(at).stem().equals(stems.get(i))
                    && Sentence.isLittle(sentence.word(at))
                    && between < MOST_BETWEEN) {
                at++;
                between++;
            }
            if (at >= sentence.size() || !sentence.at(at).stem().equals(stems.get(i))) {
                return -1;
            }
            at++;
        }
        return at;
    }
}
