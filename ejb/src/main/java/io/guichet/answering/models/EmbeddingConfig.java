package io.guichet.answering.models;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which model makes vectors. */
@Dependent
class EmbeddingConfig {

    @Inject
    @ConfigProperty(name = "guichet.embedding.model", defaultValue = "minilm/all-minilm-l6-v2-q")
    String model;

    @Inject
    @ConfigProperty(name = "guichet.embedding.dimensions", defaultValue = "384")
    int dimensions;

    /** For up to 256 texts. */
    @Inject
    @ConfigProperty(name = "guichet.embedding.timeout", defaultValue = "PT30S")
    Duration timeout;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, EmbeddingConfig config) {
        config.check();
    }

    @PostConstruct
    void check() {
        if (!model.contains("/")) {
            throw new IllegalStateException("guichet.embedding.model is provider/name, not " + model);
        }
        if (dimensions < 1 || dimensions > 4_096) {
            throw new IllegalStateException("guichet.embedding.dimensions is 1 to 4096");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalStateException("guichet.embedding.timeout is longer than nothing");
        }
    }
}
