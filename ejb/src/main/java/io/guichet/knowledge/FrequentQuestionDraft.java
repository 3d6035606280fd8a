package io.guichet.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frequent question as somebody wants it.
 *
 * @param sector whose agents answer it, e.g. {@code restaurant}
 * @param name in lower case with hyphens; one that the sector brings, too, stands instead of it. Made of the question
 *     where nothing is said
 * @param locale {@code fr} or {@code en}; French where nothing is said
 * @param variants other ways to ask the same, at most 20
 * @param isActive whether it answers; yes where nothing is said
 */
public record FrequentQuestionDraft(
        @Nullable String sector,
        @Nullable String name,
        @Nullable String locale,
        @Nullable String question,
        @Nullable List<@Nullable String> variants,
        @Nullable String answer,
        @Nullable Boolean isActive) {}
