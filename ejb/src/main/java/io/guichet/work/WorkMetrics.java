package io.guichet.work;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How much work of all lanes is due, how long the oldest has waited, and how much was given up. */
@Startup
@Singleton
@DependsOn("Migrations")
@Lock(LockType.WRITE)
public class WorkMetrics {

    private static final Logger LOG = Logger.getLogger(WorkMetrics.class);
    private static final List<String> GAUGES =
            List.of("guichet.work.due", "guichet.work.scheduled", "guichet.work.failed", "guichet.work.oldest.seconds");
    private static final Duration KEPT = Duration.ofSeconds(5);

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    @Inject
    Instance<MeterRegistry> registries;

    @Inject
    Clock clock;

    private Backlog last = new Backlog(0, 0, 0, 0);
    private Instant readAt = Instant.EPOCH;

    /** The registry outlives a deployment. */
    @PreDestroy
    void remove() {
        registries.stream()
                .findFirst()
                .ifPresent(registry ->
                        GAUGES.forEach(name -> registry.find(name).gauges().forEach(registry::remove)));
    }

    @PostConstruct
    void register() {
        // An EAR has a registry for each of its parts; all of them end in one place, and one is enough.
        registries.stream().findFirst().ifPresent(this::register);
    }

    /** By the registry's own method: WildFly's drops what a builder registers. */
    private void register(MeterRegistry registry) {
        for (var name : GAUGES) {
            registry.gauge(name, List.of(), this, metrics -> metrics.value(name));
        }
    }

    private synchronized double value(String name) {
        var backlog = backlog();
        return switch (name) {
            case "guichet.work.due" -> backlog.due();
            case "guichet.work.scheduled" -> backlog.scheduled();
            case "guichet.work.failed" -> backlog.failed();
            default -> backlog.oldestSeconds();
        };
    }

    /** What waits, read from the database at most every five seconds. */
    public synchronized Backlog backlog() {
        var now = clock.instant();
        if (Duration.between(readAt, now).compareTo(KEPT) >= 0) {
            try {
                last = read();
                readAt = now;
            } catch (SQLException e) {
                LOG.warnf("GUI0104 the backlog could not be read: %s", e.getMessage());
            }
        }
        return last;
    }

    private Backlog read() throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select count(*) filter (where execution_time <= now() and not picked), count(*),
                               (select count(*) from failed_work),
                               coalesce(extract(epoch from now() - min(execution_time)
                                                filter (where execution_time <= now() and not picked)), 0)
                          from (select execution_time, picked from scheduled_tasks
                                union all
                                select execution_time, picked from scheduled_deliveries
                                union all
                                select execution_time, picked from scheduled_documents) work""");
                var row = query.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3), row.getDouble(4));
        }
    }

    /**
     * @param due pieces that may begin
     * @param scheduled pieces that wait, due or not
     * @param failed pieces that were given up
     * @param oldestSeconds age of the oldest due piece, in seconds
     */
    public record Backlog(long due, long scheduled, long failed, double oldestSeconds) {}
}
