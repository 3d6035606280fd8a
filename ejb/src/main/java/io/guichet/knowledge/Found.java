package io.guichet.knowledge;

import java.util.List;

/**
 * What was found, the best first.
 *
 * @param confidence how surely the first passage answers, 0 to 1; 0 where none was found
 */
public record Found(List<Passage> passages, double confidence) {

    static final Found NOTHING = new Found(List.of(), 0);

    public Found {
        passages = List.copyOf(passages);
    }

    /** Whether the first passage is good enough to answer from. */
    public boolean confident() {
        return confidence >= Confidence.ENOUGH;
    }
}
