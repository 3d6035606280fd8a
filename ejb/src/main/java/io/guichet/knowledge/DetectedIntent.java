package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/** What a sentence is about. */
public record DetectedIntent(
        String name,
        double similarity,
        boolean escalates,
        @Nullable String answer) {}
