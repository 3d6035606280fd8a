package io.guichet.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When a question counts as one that was asked before. */
@Dependent
class KnownConfig {

    /** From which cosine of their vectors on two questions are one. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.known-similarity", defaultValue = "0.86")
    String similarity;

    /** How much of their words two questions share at the least where vectors decide. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.known-shared-words", defaultValue = "0.4")
    String sharedWords;

    /** How much of their words two questions share where words alone decide. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.known-words-alone", defaultValue = "0.85")
    String wordsAlone;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, KnownConfig config) {
        config.thresholds();
    }

    KnownSimilarity thresholds() {
        return new KnownSimilarity(
                share("guichet.knowledge.known-similarity", similarity),
                share("guichet.knowledge.known-shared-words", sharedWords),
                share("guichet.knowledge.known-words-alone", wordsAlone));
    }

    private static double share(String key, String value) {
        try {
            var number = Double.parseDouble(value);
            if (number > 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalStateException(key + " is a number, more than 0 and at most 1", e);
        }
        throw new IllegalStateException(key + " is more than 0 and at most 1");
    }
}
