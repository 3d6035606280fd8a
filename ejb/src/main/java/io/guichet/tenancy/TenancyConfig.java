package io.guichet.tenancy;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings of tenancy. */
@Dependent
class TenancyConfig {

    @Inject
    @ConfigProperty(name = "guichet.tenancy.idempotency-lifetime", defaultValue = "P30D")
    Duration idempotencyLifetime;

    @PostConstruct
    void check() {
        if (idempotencyLifetime.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalStateException("guichet.tenancy.idempotency-lifetime is P1D or more");
        }
    }
}
