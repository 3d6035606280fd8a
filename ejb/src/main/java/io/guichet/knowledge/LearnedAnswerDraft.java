package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A learned answer as somebody wants it.
 *
 * @param locale {@code fr} or {@code en}; French where nothing is said
 * @param isActive whether it answers; yes where nothing is said
 */
public record LearnedAnswerDraft(
        @Nullable String question,
        @Nullable String answer,
        @Nullable String locale,
        @Nullable Boolean isActive) {}
