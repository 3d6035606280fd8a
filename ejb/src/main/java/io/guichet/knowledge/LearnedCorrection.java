package io.guichet.knowledge;

import io.guichet.agent.DeploymentId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent should have said.
 *
 * @param conversation that it was said in, or null where nobody had asked yet
 * @param message of the agent that is corrected, or null
 */
public record LearnedCorrection(
        DeploymentId deployment,
        @Nullable UUID conversation,
        @Nullable UUID message,
        LearnedAnswerDraft draft) {}
