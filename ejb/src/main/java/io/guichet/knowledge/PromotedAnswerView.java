package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promoted answer as those who run the platform see it.
 *
 * @param state {@code proposed}, {@code approved}, {@code rejected} or {@code withdrawn}
 * @param question anonymised; {@code […]} stands where something was taken
 * @param proposedBy {@code person}, or {@code delay} where the agent's {@code auto_promote_after_days} ran out
 * @param clientId whose deployment learned it; null where the client's trace is gone
 * @param reviewedBy {@code user:…}, or null while nobody did
 * @param hits how often it was given, by all clients together
 */
public record PromotedAnswerView(
        PromotedAnswerId id,
        AgentId agentId,
        String state,
        String locale,
        String question,
        String answer,
        String proposedBy,
        Instant proposedAt,
        @Nullable TenantId clientId,
        @Nullable LearnedAnswerId learnedAnswerId,
        @Nullable String reviewedBy,
        @Nullable String reviewedByName,
        @Nullable Instant reviewedAt,
        @Nullable String note,
        long hits,
        @Nullable Instant lastHitAt,
        int version) {}
