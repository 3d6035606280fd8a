package io.guichet.agent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this installation guards the domains of deployments. */
@Dependent
class AgentConfig {

    /** Whether {@code *.} of a domain counts only once its owner has proved that it is his. */
    @Inject
    @ConfigProperty(name = "guichet.agent.wildcards-need-proof", defaultValue = "false")
    boolean wildcardsNeedProof;

    /** From how many refusals of one page in an hour its tenant is told. */
    @Inject
    @ConfigProperty(name = "guichet.agent.refusals-alert", defaultValue = "20")
    int refusalsAlert;

    /** How long refusals are kept; they hold addresses of people. */
    @Inject
    @ConfigProperty(name = "guichet.agent.refusals-kept", defaultValue = "P30D")
    Duration refusalsKept;

    /** How long a look-up of a proof may take. */
    @Inject
    @ConfigProperty(name = "guichet.agent.proof-timeout", defaultValue = "PT5S")
    Duration proofTimeout;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, AgentConfig config) {
        config.check();
    }

    void check() {
        if (refusalsAlert < 1) {
            throw new IllegalStateException("guichet.agent.refusals-alert is 1 or more");
        }
        if (refusalsKept.toHours() < 1) {
            throw new IllegalStateException("guichet.agent.refusals-kept is an hour or more");
        }
        if (proofTimeout.toMillis() < 100 || proofTimeout.toMinutes() >= 1) {
            throw new IllegalStateException("guichet.agent.proof-timeout is PT0.1S to less than a minute");
        }
    }
}
