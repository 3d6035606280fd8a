package io.guichet.answering.models;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;

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

    String name() {
        return provider.name() + "/" + model;
    }

    /** Never the settings. */
    @Override
    public String toString() {
        return "Target[" + name() + "]";
    }
}
