package io.guichet.answering.models;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which models there are, what they may cost, and how long they are waited for. */
@Dependent
class ModelsConfig {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    @Inject
    Config config;

    /** Whose model it is where an agent does not say. */
    @Inject
    @ConfigProperty(name = "guichet.models.default-provider", defaultValue = "ollama")
    String defaultProvider;

    /** What an agent asks that names no model. */
    @Inject
    @ConfigProperty(name = "guichet.models.default-model")
    Optional<String> defaultModel;

    @Inject
    @ConfigProperty(name = "guichet.models.fallback-model")
    Optional<String> fallbackModel;

    /** {@code provider/model=read/written} in euros for a million tokens, between commas. */
    @Inject
    @ConfigProperty(name = "guichet.models.prices")
    Optional<String> prices;

    /** Euros a tenant's models may cost in a day of its zone. */
    @Inject
    @ConfigProperty(name = "guichet.models.daily-ceiling", defaultValue = "5")
    String dailyCeiling;

    /** {@code host} or {@code host:port}, between commas: servers in private networks that may be asked all the same. */
    @Inject
    @ConfigProperty(name = "guichet.models.private-hosts")
    Optional<String> privateHosts;

    /** For one call. */
    @Inject
    @ConfigProperty(name = "guichet.models.timeout", defaultValue = "PT30S")
    Duration timeout;

    /** How often one model is asked once more that was overloaded or could not be reached. */
    @Inject
    @ConfigProperty(name = "guichet.models.retries", defaultValue = "2")
    int retries;

    /** Calls to one host at once. */
    @Inject
    @ConfigProperty(name = "guichet.models.parallel", defaultValue = "32")
    int parallel;

    /** How long a host is left alone of whose last calls half failed. */
    @Inject
    @ConfigProperty(name = "guichet.models.breaker-delay", defaultValue = "PT10S")
    Duration breakerDelay;

    /** How long single calls are kept; the sums of days stay. */
    @Inject
    @ConfigProperty(name = "guichet.models.calls-kept", defaultValue = "P90D")
    Duration callsKept;

    /** The server asks for this bean while it starts, so that a bad value stops it then. */
    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, ModelsConfig config) {
        config.check();
    }

    @PostConstruct
    void check() {
        prices();
        ceilingMicros();
        if (timeout.isNegative() || timeout.isZero() || breakerDelay.isNegative()) {
            throw new IllegalStateException("guichet.models.timeout and guichet.models.breaker-delay are durations");
        }
        if (callsKept.toDays() < 1) {
            throw new IllegalStateException("guichet.models.calls-kept is a day or more");
        }
        if (retries < 0 || retries > 5 || parallel < 1) {
            throw new IllegalStateException("guichet.models.retries is 0 to 5, guichet.models.parallel more than 0");
        }
    }

    Prices prices() {
        try {
            return Prices.parse(prices.orElse(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("guichet.models.prices: " + e.getMessage(), e);
        }
    }

    long ceilingMicros() {
        try {
            return new BigDecimal(dailyCeiling).multiply(MICROS).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalStateException(
                    "guichet.models.daily-ceiling is an amount in euros, not " + dailyCeiling, e);
        }
    }

    Set<String> privateHosts() {
        return Arrays.stream(privateHosts.orElse("").split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The platform's own setting of a provider: {@code guichet.models.<provider>.<setting>}. */
    Optional<String> setting(String provider, String setting) {
        return config.getOptionalValue("guichet.models." + provider + "." + setting, String.class);
    }
}
