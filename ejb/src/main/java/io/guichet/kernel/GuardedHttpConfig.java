package io.guichet.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the URLs of tenants may lead on this server. */
@ApplicationScoped
class GuardedHttpConfig {

    /** {@code prod}, or {@code dev}, which allows plain http and the machine itself. */
    @Inject
    @ConfigProperty(name = "guichet.profile", defaultValue = "prod")
    String profile;

    @Inject
    @ConfigProperty(name = "guichet.http.connect-timeout", defaultValue = "PT5S")
    Duration connectTimeout;

    @PostConstruct
    void check() {
        if (!profile.equals("dev") && !profile.equals("prod")) {
            throw new IllegalStateException("guichet.profile is dev or prod, not " + profile);
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalStateException("guichet.http.connect-timeout is longer than nothing");
        }
    }

    /** The server asks for this bean while it starts, so that a bad value stops it then and not at the first webhook. */
    void atStart(@Observes @Initialized(ApplicationScoped.class) Object start) {
        check();
    }

    boolean development() {
        return profile.equals("dev");
    }

    Duration connectTimeout() {
        return connectTimeout;
    }
}
