package io.guichet.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When months are closed. */
@Dependent
class ClosingConfig {

    /** How long after its end a month is closed: longer than any transaction that counts a unit. */
    @Inject
    @ConfigProperty(name = "guichet.billing.closing-grace", defaultValue = "PT10M")
    Duration grace;
}
