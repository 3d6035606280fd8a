package io.guichet.api;

import io.guichet.kernel.BeforeStop;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that somebody waits for on this node. The server's own limit on reading would end streams too, which only
 * write.
 */
@ApplicationScoped
public class StalledBodies {

    private static final int ROUND_SECONDS = 5;

    @Resource
    ManagedScheduledExecutorService executor;

    private final Set<PatientBody> awaited = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> rounds;
    private @Nullable BeforeStop beforeStop;

    @PostConstruct
    void start() {
        var future = executor.scheduleWithFixedDelay(this::look, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
        rounds = future;
        // A server that is stopping runs no rounds, and calls each an error.
        beforeStop = new BeforeStop(() -> future.cancel(false));
    }

    @PreDestroy
    void stop() {
        if (beforeStop != null) {
            beforeStop.close();
        }
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    void watch(PatientBody body) {
        awaited.add(body);
    }

    void leave(PatientBody body) {
        awaited.remove(body);
    }

    void look() {
        awaited.forEach(PatientBody::look);
    }
}
