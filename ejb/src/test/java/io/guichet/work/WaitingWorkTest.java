package io.guichet.work;

import io.guichet.testing.RealPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What waits in each lane, and how it is counted. */
@ExtendWith(RealPostgres.class)
class WaitingWorkTest extends WorkScene {

    @Test
    void deliveries_that_hang_keep_no_answer_waiting() {
        var released = new CountDownLatch(1);
        var deliveries = hanging(released);
        var answers = doing();
        wiring.inTenant(ebp, () -> {
            IntStream.range(0, 10).forEach(i -> work.schedule(ebp, deliveries.type(), "d" + i, "d" + i));
            return true;
        });
        node(answers, deliveries);
        until(() -> deliveries.done.size() == config().deliveryThreads);

        schedule(answers, "s");

        until(() -> waiting() == 0);
        assertThat(answers.done).containsExactly("s 1");
        assertThat(deliveries.done).hasSize(config().deliveryThreads);
        assertThat(deliveriesWaiting()).isEqualTo(10);
        released.countDown();
        until(() -> deliveriesWaiting() == 0);
        assertThat(deliveries.done).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_delivery_is_taken_back_and_counted_where_it_waits() {
        var deliveries = hanging(new CountDownLatch(0));
        var metrics = new WorkMetrics();
        metrics.database = RealPostgres.application();
        metrics.clock = Clock.systemUTC();
        var before = metrics.backlog();
        schedule(deliveries, "d");

        var waiting = fresh(metrics);
        assertThat(waiting.due() - before.due()).isEqualTo(1);
        assertThat(waiting.scheduled() - before.scheduled()).isEqualTo(1);
        assertThat(waiting()).isZero();
        wiring.inTenant(ebp, () -> {
            work.cancel(deliveries.type(), "d");
            return true;
        });
        assertThat(deliveriesWaiting()).isZero();
    }

    /** What is due for nobody is looked at again and again by whoever works. */
    private static void forgetWhatOthersLeft() throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var delete = connection.createStatement()) {
            delete.executeUpdate("delete from scheduled_tasks");
            delete.executeUpdate("delete from scheduled_deliveries");
            delete.executeUpdate("delete from scheduled_documents");
        }
    }

    @Test
    void the_backlog_is_told_in_numbers() throws Exception {
        forgetWhatOthersLeft();
        var metrics = new WorkMetrics();
        metrics.database = RealPostgres.application();
        metrics.clock = Clock.systemUTC();
        var before = metrics.backlog();
        var held = new CountDownLatch(1);
        var handler = new RecordingHandler(name, 0, (subject, attempt) -> {
            try {
                held.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new WorkOutcome.GiveUp("no");
        });
        wiring.inTenant(ebp, () -> {
            work.schedule(ebp, handler.type(), "due", "s", Instant.parse("2020-01-01T00:00:00Z"));
            work.schedule(ebp, handler.type(), "later", "s", Instant.parse("2999-01-01T00:00:00Z"));
            return true;
        });

        var waiting = fresh(metrics);
        assertThat(waiting.scheduled() - before.scheduled()).isEqualTo(2);
        assertThat(waiting.due() - before.due()).isEqualTo(1);
        assertThat(waiting.oldestSeconds()).isGreaterThan(100_000_000);

        node(handler);
        until(() -> handler.done.size() == 1);
        assertThat(fresh(metrics).due()).isEqualTo(before.due());

        held.countDown();
        until(() -> waiting() == 1);
        assertThat(fresh(metrics).failed() - before.failed()).isEqualTo(1);
        wiring.inTenant(ebp, () -> {
            work.cancel(handler.type(), "later");
            return true;
        });
    }

    private static WorkMetrics.Backlog fresh(WorkMetrics metrics) {
        var again = new WorkMetrics();
        again.database = metrics.database;
        again.clock = metrics.clock;
        return again.backlog();
    }

    private RecordingHandler hanging(CountDownLatch released) {
        return new RecordingHandler(new WorkType(name + ".out", List.of(), Lane.DELIVERIES), (subject, attempt) -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return WorkOutcome.DONE;
        });
    }

    private long deliveriesWaiting() {
        return number("select count(*) from scheduled_deliveries where task_name = '" + name + ".out'");
    }
}
