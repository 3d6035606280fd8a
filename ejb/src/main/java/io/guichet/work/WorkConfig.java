package io.guichet.work;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How work is done on this node. */
@Dependent
class WorkConfig {

    /** Whether this node does work, or only accepts it and leaves it to the others. */
    @Inject
    @ConfigProperty(name = "guichet.work.enabled", defaultValue = "true")
    boolean enabled;

    /** How many pieces of {@link Lane#ANSWERS} are done at once: more than work, since some wait for a model. */
    @Inject
    @ConfigProperty(name = "guichet.work.threads", defaultValue = "24")
    int threads;

    /** How many pieces of {@link Lane#DELIVERIES} are done at once: more, since they mostly wait for other servers. */
    @Inject
    @ConfigProperty(name = "guichet.work.delivery-threads", defaultValue = "16")
    int deliveryThreads;

    /** How many pieces of {@link Lane#DOCUMENTS} are done at once: each may be a process of its own. */
    @Inject
    @ConfigProperty(name = "guichet.work.document-threads", defaultValue = "2")
    int documentThreads;

    /** How often a node looks for what has become due, or was scheduled on another node. */
    @Inject
    @ConfigProperty(name = "guichet.work.poll-interval", defaultValue = "PT1S")
    Duration pollInterval;

    /** How often a node says that it lives; after four missed beats its work is done by another. */
    @Inject
    @ConfigProperty(name = "guichet.work.heartbeat-interval", defaultValue = "PT2S")
    Duration heartbeatInterval;

    /** How long a stopping node waits for what it has begun. */
    @Inject
    @ConfigProperty(name = "guichet.work.shutdown-wait", defaultValue = "PT10S")
    Duration shutdownWait;

    int threads(Lane lane) {
        return switch (lane) {
            case ANSWERS -> threads;
            case DELIVERIES -> deliveryThreads;
            case DOCUMENTS -> documentThreads;
        };
    }
}
