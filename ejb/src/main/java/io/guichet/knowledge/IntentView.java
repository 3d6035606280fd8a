package io.guichet.knowledge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent as its tenant sees it.
 *
 * @param id null for what the sector brings
 * @param source {@code own}, or {@code sector} for what the sector brings and the tenant did not replace
 * @param version null for what the sector brings
 */
public record IntentView(
        @Nullable IntentId id,
        String source,
        String sector,
        String name,
        String locale,
        List<String> examples,
        @Nullable String answer,
        boolean escalates,
        boolean isActive,
        @Nullable Instant updatedAt,
        @Nullable Integer version) {
    public IntentView {
        examples = List.copyOf(examples);
    }
}
