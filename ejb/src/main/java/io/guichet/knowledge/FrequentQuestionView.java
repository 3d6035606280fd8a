package io.guichet.knowledge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frequent question as its tenant sees it.
 *
 * @param id null for what the sector brings
 * @param source {@code own}, or {@code sector} for what the sector brings and the tenant did not replace
 * @param hits how often its answer was given; of the tenant's own alone
 * @param version null for what the sector brings
 */
public record FrequentQuestionView(
        @Nullable FrequentQuestionId id,
        String source,
        String sector,
        String name,
        String locale,
        String question,
        List<String> variants,
        String answer,
        boolean isActive,
        long hits,
        @Nullable Instant lastHitAt,
        @Nullable Instant updatedAt,
        @Nullable Integer version) {
    public FrequentQuestionView {
        variants = List.copyOf(variants);
    }
}
