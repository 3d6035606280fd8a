package io.guichet.knowledge.index;

import org.jspecify.annotations.Nullable;

/**
 * A passage as the index has it.
 *
 * @param shelf whose it is and in which collection: what a search is confined to
 * @param vector of length 1; null where its meaning is not known, or only by another model
 */
public record IndexedPassage(
        String id, String document, String shelf, @Nullable String heading, String text, float @Nullable [] vector) {}
