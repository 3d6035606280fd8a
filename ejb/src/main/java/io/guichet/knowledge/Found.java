package io.guichet.knowledge;

import java.util.List;

/**
 * What was found, the best first.
 *
 * @param confident whether the first passage is good enough to answer from
 */
public record Found(List<Passage> passages, boolean confident) {

    static final Found NOTHING = new Found(List.of(), false);

    public Found {
        passages = List.copyOf(passages);
    }
}
