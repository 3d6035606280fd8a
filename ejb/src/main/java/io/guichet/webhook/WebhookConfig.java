package io.guichet.webhook;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long it is known what was told. */
@Dependent
class WebhookConfig {

    private static final Duration LEAST = Duration.ofDays(7);

    /** How long events are kept with their deliveries, each from when it happened. */
    @Inject
    @ConfigProperty(name = "guichet.webhooks.events-kept", defaultValue = "P90D")
    Duration eventsKept;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, WebhookConfig config) {
        config.check();
    }

    @PostConstruct
    void check() {
        if (eventsKept.compareTo(LEAST) < 0) {
            throw new IllegalStateException("guichet.webhooks.events-kept is P7D or longer");
        }
    }
}
