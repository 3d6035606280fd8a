package io.guichet.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that do work on PostgreSQL, with schedulers of their own. */
@ExtendWith(RealPostgres.class)
class WorkScene {

    final Wiring wiring = new Wiring();
    final Work work = wiring.get(Work.class);
    final CallContext ebp = TestTenants.aTenant(wiring);
    final String name = "test." + Ids.next();
    final List<Scheduler> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(Scheduler::stop);
    }

    RecordingHandler doing() {
        return new RecordingHandler(name, 0, (subject, attempt) -> WorkOutcome.DONE);
    }

    void schedule(RecordingHandler handler, String subject) {
        wiring.inTenant(ebp, () -> {
            work.schedule(ebp, handler.type(), subject, subject);
            return true;
        });
    }

    void node(WorkHandler... handlers) {
        var worker = new Worker();
        worker.database = RealPostgres.application();
        worker.clock = Clock.systemUTC();
        for (var lane : Lane.values()) {
            var threads = Executors.newFixedThreadPool(config().threads(lane));
            var node = new WorkSchedule(Clock.systemUTC(), worker::keep)
                    .scheduler(lane, worker.database, List.of(handlers), config(), threads);
            nodes.add(node);
            node.start();
        }
    }

    static WorkConfig config() {
        var config = new WorkConfig();
        config.threads = 4;
        config.deliveryThreads = 2;
        config.documentThreads = 2;
        config.pollInterval = Duration.ofMillis(50);
        config.heartbeatInterval = Duration.ofMillis(200);
        config.shutdownWait = Duration.ofSeconds(1);
        return config;
    }

    long waiting() {
        return number("select count(*) from scheduled_tasks where task_name = '" + name + "'");
    }

    static long number(String sql) {
        try (var connection = RealPostgres.application().getConnection();
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What another thread brings about is looked for, not slept for. */
    static void until(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("20 seconds were enough").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
