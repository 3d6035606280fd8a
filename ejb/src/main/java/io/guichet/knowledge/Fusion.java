package io.guichet.knowledge;

import java.util.List;
import java.util.Map;

/**
 * The order of what was found by words and by meaning. What each counts was chosen on the evaluation set of the tests.
 *
 * @see "docs/knowledge.md"
 */
final class Fusion {

    private static final double WORDS = 1.0;
    private static final double MEANING = 0.7;

    private Fusion() {}

    /**
     * @param words ids, the best first
     * @param meanings the same; empty where meanings could not be compared
     */
    static Map<String, Double> of(List<String> words, List<String> meanings) {
        return ReciprocalRank.fuse(
                List.of(new ReciprocalRank.Ranking(words, WORDS), new ReciprocalRank.Ranking(meanings, MEANING)));
    }
}
