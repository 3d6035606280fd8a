package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/** A piece of a document. */
public record Passage(
        String documentId,
        String title,
        @Nullable String heading,
        String text,
        @Nullable String url,
        boolean common,
        double score,
        @Nullable Double similarity) {}
