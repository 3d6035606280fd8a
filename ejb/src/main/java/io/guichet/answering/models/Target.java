package io.guichet.answering.models;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import org.jboss.logging.Logger;

/**
 * One model that can be asked.
 *
 * @param model its name at its server
 * @param settings checked to be complete
 * @param own whether the settings are the tenant's own
 * @param trusted whether whoever runs the platform chose the server: it may be in a private network that he named
 * @param circuit whose failures are counted together: the server's, apart for each tenant with settings of its own
 */
record Target(ModelProvider provider, String model, Settings settings, boolean own, boolean trusted, String circuit) {

    private static final Logger LOG = Logger.getLogger(Target.class);

    String name() {
        return provider.name() + "/" + model;
    }

    /** How many a text is, by estimate. A plugin that cannot count stops nobody from asking. */
    int tokens(String text) {
        try {
            return Math.max(0, provider.countTokens(model, text));
        } catch (RuntimeException e) {
            LOG.debugf(e, "GUI1307 %s does not count", name());
            return text.length() / 3 + 1;
        }
    }

    /** Never the settings. */
    @Override
    public String toString() {
        return "Target[" + name() + "]";
    }
}
