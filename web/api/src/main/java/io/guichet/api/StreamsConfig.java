package io.guichet.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many streams a node holds for one visitor. */
@Dependent
class StreamsConfig {

    /** Of one session: a page has one, and a line that was lost leaves its own behind for a while. */
    @Inject
    @ConfigProperty(name = "guichet.streams.per-session", defaultValue = "6")
    int perSession;

    /** Of one address, behind which many visitors may be. */
    @Inject
    @ConfigProperty(name = "guichet.streams.per-address", defaultValue = "500")
    int perAddress;

    void check() {
        require(perSession, "per-session");
        require(perAddress, "per-address");
    }

    private static void require(int number, String name) {
        if (number < 1 || number > 1_000_000) {
            throw new IllegalStateException("guichet.streams." + name + " is from 1 to 1000000");
        }
    }
}
