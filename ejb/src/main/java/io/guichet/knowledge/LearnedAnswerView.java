package io.guichet.knowledge;

import io.guichet.agent.DeploymentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learned answer as its tenant sees it.
 *
 * @param flags kinds of personal data that the answer holds: {@code email}, {@code phone}, {@code address}, {@code name}
 * @param hits how often it was given
 * @param conversationId where it was learned, or null
 * @param messageId of the agent's message that was corrected, or null
 * @param createdBy {@code user:…}, {@code key:…} or {@code platform:…}
 * @param promotion how far its copy for the agent has come: {@code proposed}, {@code approved}, {@code rejected} or
 *     {@code withdrawn}; null where there is none
 */
public record LearnedAnswerView(
        LearnedAnswerId id,
        DeploymentId deploymentId,
        String locale,
        String question,
        String answer,
        List<String> flags,
        boolean isActive,
        long hits,
        @Nullable Instant lastHitAt,
        @Nullable String conversationId,
        @Nullable String messageId,
        String createdBy,
        @Nullable String createdByName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String promotion,
        int version) {
    public LearnedAnswerView {
        flags = List.copyOf(flags);
    }
}
