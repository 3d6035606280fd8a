package io.guichet.answering.models;

import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.Lately;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.standalone.StandaloneFaultTolerance;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * What keeps a server that fails from being asked, and one that is slow from taking every thread: for each server a
 * circuit breaker, a bulkhead and a few retries with pauses. Those least used are forgotten when there are many.
 *
 * @see "docs/models.md"
 */
@ApplicationScoped
class Circuits {

    private static final Logger LOG = Logger.getLogger(Circuits.class);
    private static final int MOST = 1_000;
    private static final int LAST_CALLS = 8;
    private static final double FAILED_AT_MOST = 0.5;

    @Inject
    ModelsConfig config;

    private final Cache<String, Guard> guards = Lately.atMost(MOST);

    /** The library looks for its own parts by the thread's class loader, once: that of a worker may be any. */
    @PostConstruct
    void findParts() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(Circuits.class.getClassLoader());
        try {
            of("none");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Its timer's thread would keep a deployment that has ended. */
    @PreDestroy
    void stop() throws InterruptedException {
        StandaloneFaultTolerance.shutdown();
    }

    Guard of(String circuit) {
        return guards.get(circuit, this::make);
    }

    private Guard make(String circuit) {
        return Guard.create()
                .withDescription(circuit)
                .withBulkhead()
                .limit(config.parallel)
                .done()
                .withCircuitBreaker()
                .when(failure -> failure instanceof CallFailed failed && failed.serversFault())
                .requestVolumeThreshold(LAST_CALLS)
                .failureRatio(FAILED_AT_MOST)
                .delay(config.breakerDelay.toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(state -> tell(circuit, state))
                .done()
                .withRetry()
                .maxRetries(config.retries)
                .whenException(failure -> failure instanceof CallFailed failed && failed.worthAnother())
                .withCustomBackoff()
                .strategy(Pauses::new)
                .done()
                .done()
                .build();
    }

    private static void tell(String circuit, CircuitBreakerState state) {
        switch (state) {
            case OPEN -> LOG.warnf("GUI1301 %s is left alone for a while: half of its last calls failed", circuit);
            case CLOSED -> LOG.infof("GUI1302 %s answers again", circuit);
            case HALF_OPEN -> LOG.debugf("GUI1303 %s is tried again", circuit);
        }
    }
}
