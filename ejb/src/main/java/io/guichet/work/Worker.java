package io.guichet.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Does the work of this node, from the start of the server to its end. */
@Startup
@Singleton
@DependsOn("Migrations")
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    @Any
    Instance<WorkHandler> handlers;

    @Inject
    WorkConfig config;

    @Inject
    Clock clock;

    private Map<Lane, Running> running = Map.of();

    @PostConstruct
    void start() {
        if (!config.enabled) {
            LOG.info("GUI0105 this node accepts work and does none: guichet.work.enabled is false");
            return;
        }
        var all = handlers.stream().toList();
        var schedule = new WorkSchedule(clock, this::keep);
        var lanes = new EnumMap<Lane, Running>(Lane.class);
        for (var lane : Lane.values()) {
            var pool = Executors.newFixedThreadPool(config.threads(lane), threads);
            lanes.put(lane, new Running(schedule.scheduler(lane, database, all, config, pool), pool));
        }
        running = lanes;
        lanes.values().forEach(lane -> lane.scheduler().start());
        LOG.infof(
                "GUI0101 work of %d kinds is done by %d threads, %d for deliveries and %d for documents",
                all.size(), config.threads, config.deliveryThreads, config.documentThreads);
    }

    @PreDestroy
    void stop() {
        // At the same time, since each lane waits for what it has begun; closing waits for both.
        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            running.values().forEach(lane -> stopping.execute(lane::stop));
        }
    }

    /** Looks for due work of a lane now instead of at the next poll. */
    public void wake(Lane lane) {
        var woken = running.get(lane);
        if (woken != null) {
            woken.scheduler().triggerCheckForDueExecutions();
        }
    }

    void keep(String type, String key, WorkData data, int failures, String reason) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into failed_work (id, task_name, instance, data, failures, error, failed_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, Ids.next());
            insert.setString(2, type);
            insert.setString(3, key);
            insert.setString(4, Json.write(data));
            insert.setInt(5, failures);
            insert.setString(6, reason);
            insert.setTimestamp(7, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("work that was given up could not be kept: " + type + " " + key, e);
        }
    }

    private record Running(Scheduler scheduler, ExecutorService pool) {
        void stop() {
            scheduler.stop();
            pool.shutdownNow();
        }
    }
}
