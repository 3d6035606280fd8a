package io.guichet.throttle;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How often one may come to this installation, in a minute. */
@Dependent
class ThrottleConfig {

    @Inject
    @ConfigProperty(name = "guichet.throttle.reads-per-session", defaultValue = "600")
    int readsPerSession;

    @Inject
    @ConfigProperty(name = "guichet.throttle.requests-per-key", defaultValue = "1200")
    int requestsPerKey;

    @Inject
    @ConfigProperty(name = "guichet.throttle.requests-per-user", defaultValue = "600")
    int requestsPerUser;

    @Inject
    @ConfigProperty(name = "guichet.throttle.files-per-address", defaultValue = "600")
    int filesPerAddress;

    /** Visitors that arrive from one address, whatever the deployment. */
    @Inject
    @ConfigProperty(name = "guichet.throttle.arrivals-per-address", defaultValue = "300")
    int arrivalsPerAddress;

    /** Pages at one address that show a deployment in a frame, whichever. */
    @Inject
    @ConfigProperty(name = "guichet.throttle.frames-per-address", defaultValue = "600")
    int framesPerAddress;

    /** Secrets that open nothing. */
    @Inject
    @ConfigProperty(name = "guichet.throttle.failures-per-address", defaultValue = "20")
    int failuresPerAddress;

    /** Every limit is so many times what it says: for load tests. */
    @Inject
    @ConfigProperty(name = "guichet.throttle.multiplier", defaultValue = "1")
    int multiplier;

    /** How long a request waits for the windows that nodes share. */
    @Inject
    @ConfigProperty(name = "guichet.throttle.patience", defaultValue = "PT0.25S")
    Duration patience;

    void check() {
        Map.of(
                        "reads-per-session", readsPerSession,
                        "requests-per-key", requestsPerKey,
                        "requests-per-user", requestsPerUser,
                        "files-per-address", filesPerAddress,
                        "arrivals-per-address", arrivalsPerAddress,
                        "frames-per-address", framesPerAddress,
                        "failures-per-address", failuresPerAddress)
                .forEach((name, number) -> require(number >= 1 && number <= 1_000_000, name, "is from 1 to 1000000"));
        require(multiplier >= 1 && multiplier <= 1_000_000, "multiplier", "is from 1 to 1000000");
        require(
                patience.toMillis() >= 1 && patience.toSeconds() < 10,
                "patience",
                "is longer than nothing, below PT10S");
    }

    private static void require(boolean fulfilled, String name, String what) {
        if (!fulfilled) {
            throw new IllegalStateException("guichet.throttle." + name + " " + what);
        }
    }
}
