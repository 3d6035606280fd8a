package io.guichet.knowledge;

import java.util.List;

/**
 * What was found.
 *
 * @param confident whether the first passage is good enough to answer from
 */
public record Found(List<Passage> passages, boolean confident) {
    public Found {
        passages = List.copyOf(passages);
    }
}
