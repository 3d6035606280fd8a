package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/** Answers that people wrote. */
@ApplicationScoped
public class KnownAnswers {

    /** Never in a transaction. */
    public Optional<KnownAnswer> match(
            CallContext context, DeploymentId deployment, AgentId agent, String sector, Locale locale, String text) {
        return Optional.empty();
    }

    /** Never in a transaction. */
    public Optional<DetectedIntent> intent(CallContext context, String sector, Locale locale, String text) {
        return Optional.empty();
    }
}
