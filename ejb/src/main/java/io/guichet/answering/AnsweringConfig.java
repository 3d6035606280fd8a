package io.guichet.answering;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How answers are found. */
@Dependent
class AnsweringConfig {

    /** How long a sector agent may think about one turn. */
    @Inject
    @ConfigProperty(name = "guichet.answering.agent-timeout", defaultValue = "PT10S")
    Duration agentTimeout;
}
