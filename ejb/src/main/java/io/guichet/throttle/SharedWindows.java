package io.guichet.throttle;

import io.guichet.throttle.LocalWindow.Lease;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The windows that all nodes share: a row each, and one statement that takes from it, in a transaction of its own. Nobody
 * waits for a database that is slow: after the patience is over nothing is answered, and for a while nothing is asked.
 */
@ApplicationScoped
class SharedWindows {

    /** Never grants more than there is, whoever else asks at the same moment: the row's lock makes them queue. */
    static final String LEASE = """
            insert into rate_windows as w (key, ends_at, used) values (?, ?, ?)
            on conflict (key) do update set
              ends_at = case when w.ends_at <= ? then excluded.ends_at else w.ends_at end,
              used = case when w.ends_at <= ? then excluded.used else greatest(w.used, least(w.used + ?, ?)) end
            returning new.used, new.ends_at, new.used - case when old.ends_at > ? then old.used else 0 end""";

    private static final Logger LOG = Logger.getLogger(SharedWindows.class);
    private static final int AT_ONCE = 8;
    private static final int REST_SECONDS = 5;

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    @Inject
    ThrottleConfig config;

    @Inject
    Clock clock;

    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicReference<Instant> restsUntil = new AtomicReference<>(Instant.MIN);
    private final LongAdder alone = new LongAdder();

    @PreDestroy
    void stop() {
        asking.shutdownNow();
    }

    /**
     * @param wanted at most the limit
     * @return nothing where the database does not answer in time
     */
    Optional<Lease> lease(UUID key, Limit limit, int wanted, Instant now) {
        if (clock.instant().isBefore(restsUntil.get())) {
            alone.increment();
            return Optional.empty();
        }
        try {
            if (!room.tryAcquire(config.patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return nobodyAnswered("all " + AT_ONCE + " askers wait");
            }
            var asked = asking.submit(() -> {
                try {
                    return ask(key, limit, wanted, now);
                } finally {
                    room.release();
                }
            });
            var lease = asked.get(config.patience.toMillis(), TimeUnit.MILLISECONDS);
            if (restsUntil.getAndSet(Instant.MIN).isAfter(Instant.MIN)) {
                LOG.info("GUI1102 the shared rate limits answer again");
            }
            return Optional.of(lease);
        } catch (TimeoutException e) {
            return nobodyAnswered("no answer in " + config.patience);
        } catch (ExecutionException e) {
            return nobodyAnswered(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nobodyAnswered("interrupted");
        }
    }

    /** How many decisions this node made by itself. */
    long alone() {
        return alone.sum();
    }

    /** Removes windows that have ended. */
    int sweep(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from rate_windows where ends_at <= ?")) {
            delete.setObject(1, at(now));
            return delete.executeUpdate();
        }
    }

    private Lease ask(UUID key, Limit limit, int wanted, Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var take = connection.prepareStatement(LEASE)) {
            take.setObject(1, key);
            take.setObject(2, at(now.plus(limit.window())));
            take.setInt(3, wanted);
            take.setObject(4, at(now));
            take.setObject(5, at(now));
            take.setInt(6, wanted);
            take.setInt(7, limit.requests());
            take.setObject(8, at(now));
            try (var row = take.executeQuery()) {
                row.next();
                return new Lease(
                        row.getInt(3),
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    private Optional<Lease> nobodyAnswered(String why) {
        alone.increment();
        var now = clock.instant();
        if (restsUntil.getAndSet(now.plusSeconds(REST_SECONDS)).isBefore(now.minusSeconds(REST_SECONDS))) {
            LOG.warnf("GUI1101 the shared rate limits do not answer, this node counts by itself: %s", why);
        }
        return Optional.empty();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
