package io.guichet.throttle;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes windows that have ended, each minute, and says how much was refused. A bad limit stops the start here. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ThrottleRounds {

    private static final Logger LOG = Logger.getLogger(ThrottleRounds.class);
    private static final String REFUSED = "guichet.throttle.refused";
    private static final String ALONE = "guichet.throttle.alone";
    private static final String WINDOWS = "guichet.throttle.windows";

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    ThrottleConfig config;

    @Inject
    Throttle throttle;

    @Inject
    SharedWindows shared;

    @Inject
    Clock clock;

    @Inject
    Instance<MeterRegistry> registries;

    private @Nullable ScheduledFuture<?> rounds;

    @PostConstruct
    void start() {
        config.check();
        rounds = executor.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.MINUTES);
        // An EAR has a registry for each of its parts; all of them end in one place, and one is enough. By the
        // registry's
        // own method: WildFly's drops what a builder registers.
        registries.stream().findFirst().ifPresent(registry -> {
            registry.gauge(REFUSED, List.of(), throttle, Throttle::refused);
            registry.gauge(ALONE, List.of(), throttle, Throttle::alone);
            registry.gauge(WINDOWS, List.of(), throttle, Throttle::windows);
        });
    }

    /** The registry outlives a deployment. */
    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        registries.stream()
                .findFirst()
                .ifPresent(registry -> List.of(REFUSED, ALONE, WINDOWS)
                        .forEach(name -> registry.find(name).gauges().forEach(registry::remove)));
    }

    private void sweep() {
        try {
            throttle.forget();
            shared.sweep(clock.instant());
        } catch (SQLException e) {
            LOG.warnf("GUI1103 windows that ended were left for the next round: %s", e.getMessage());
        }
    }
}
