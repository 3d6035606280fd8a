package io.guichet.spi.model;

import io.guichet.spi.config.Settings;
import io.guichet.spi.http.Http;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a model is asked, and by which way.
 *
 * @param settings of {@link ModelProvider#settings()}: the platform's or one tenant's, for this call alone
 * @param http the only way to the server
 * @param atMost how long all of the call may take; {@code http} ends it then
 */
public record ModelServer(Settings settings, Http http, Duration atMost) {

    public ModelServer {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(http);
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("no time to ask: " + atMost);
        }
    }
}
