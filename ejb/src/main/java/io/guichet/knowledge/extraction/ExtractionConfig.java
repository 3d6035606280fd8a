package io.guichet.knowledge.extraction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a process may use that takes a document apart. */
@Dependent
class ExtractionConfig {

    /** Its heap at most, in megabytes. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.extraction.heap", defaultValue = "256")
    int heap;

    /** How long it may take for one document; then it is killed. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.extraction.time", defaultValue = "PT30S")
    Duration time;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, ExtractionConfig config) {
        config.check();
    }

    void check() {
        if (heap < 64 || heap > 4096) {
            throw new IllegalStateException("guichet.knowledge.extraction.heap is 64 to 4096 megabytes");
        }
        if (time.toSeconds() < 1 || time.toSeconds() > 600) {
            throw new IllegalStateException("guichet.knowledge.extraction.time is a second to ten minutes");
        }
    }
}
