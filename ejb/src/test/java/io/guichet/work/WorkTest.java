package io.guichet.work;

import io.guichet.testing.RealPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Work as nodes really do it, one of which is killed. */
@ExtendWith(RealPostgres.class)
class WorkTest extends WorkScene {

    @Test
    void work_of_a_transaction_that_was_rolled_back_never_was() {
        var handler = doing();

        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    work.schedule(ebp, handler.type(), "k", "subject");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        schedule(handler, "after");
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).containsExactly("after 1");
    }

    @Test
    void work_is_scheduled_inside_a_transaction_only() {
        assertThatThrownBy(() -> work.schedule(ebp, doing().type(), "k", "subject"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_subject_is_ids_and_no_text() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    work.schedule(ebp, doing().type(), "k", "x".repeat(501));
                    return true;
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scheduled_twice_under_one_key_it_is_done_once() {
        var handler = doing();
        wiring.inTenant(ebp, () -> {
            work.schedule(ebp, handler.type(), "k", "first");
            work.schedule(ebp, handler.type(), "k", "second");
            return true;
        });
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).containsExactly("first 1");
    }

    @Test
    void work_waits_for_its_time_and_may_be_taken_back() {
        var handler = doing();
        wiring.inTenant(ebp, () -> {
            work.schedule(ebp, handler.type(), "k", "later", Instant.parse("2999-01-01T00:00:00Z"));
            work.schedule(ebp, handler.type(), "l", "now");
            return true;
        });
        node(handler);

        until(() -> waiting() == 1);
        assertThat(handler.done).containsExactly("now 1");
        wiring.inTenant(ebp, () -> {
            work.cancel(handler.type(), "k");
            return true;
        });
        assertThat(waiting()).isZero();
    }

    @Test
    void what_fails_is_tried_again_until_it_succeeds() {
        var handler = new RecordingHandler(name, 5, (subject, attempt) -> {
            if (attempt == 1) {
                throw new IllegalStateException("a fault");
            }
            return attempt == 2 ? new WorkOutcome.Retry("not yet", null) : WorkOutcome.DONE;
        });
        schedule(handler, "s");
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).containsExactly("s 1", "s 2", "s 3");
        assertThat(handler.givenUp).isEmpty();
        assertThat(failed()).isEmpty();
    }

    @Test
    void what_always_fails_is_given_up_once_and_kept_for_a_person() {
        var handler = new RecordingHandler(name, 2, (subject, attempt) -> {
            throw new IllegalStateException("fault " + attempt);
        });
        schedule(handler, "s");
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).containsExactly("s 1", "s 2", "s 3");
        assertThat(handler.givenUp).containsExactly("s java.lang.IllegalStateException: fault 3");
        assertThat(failed()).containsExactly("s 3 java.lang.IllegalStateException: fault 3");
    }

    @Test
    void what_is_hopeless_is_given_up_at_once() {
        var handler = new RecordingHandler(name, 9, (subject, attempt) -> new WorkOutcome.GiveUp("gone"));
        schedule(handler, "s");
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).containsExactly("s 1");
        assertThat(handler.givenUp).containsExactly("s gone");
        assertThat(failed()).containsExactly("s 1 gone");
    }

    @Test
    void a_retry_waits_as_long_as_it_was_asked_to() {
        var handler =
                new RecordingHandler(name, 3, (subject, attempt) -> new WorkOutcome.Retry("busy", Duration.ofHours(2)));
        schedule(handler, "s");
        var begin = Instant.now();
        node(handler);

        until(() -> next().isAfter(begin.plus(Duration.ofMinutes(119))));
        assertThat(handler.done).containsExactly("s 1");
    }

    @Test
    void two_nodes_share_the_work_and_do_nothing_twice() {
        var first = doing();
        var second = doing();
        wiring.inTenant(ebp, () -> {
            IntStream.range(0, 200).forEach(i -> work.schedule(ebp, first.type(), "k" + i, "s" + i));
            return true;
        });
        node(first);
        node(second);

        until(() -> waiting() == 0);
        var all = new ArrayList<>(first.done);
        all.addAll(second.done);
        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void work_that_was_begun_by_a_node_that_was_killed_is_finished_by_another() throws Exception {
        schedule(doing(), "s");
        var doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedNode.class.getName(),
                        RealPostgres.url(),
                        RealPostgres.APPLICATION,
                        name)
                .redirectErrorStream(true)
                .start();
        try (var output = doomed.inputReader()) {
            assertThat(output.lines().anyMatch(line -> line.equals(DoomedNode.BEGUN)))
                    .isTrue();
        } finally {
            doomed.destroyForcibly();
        }
        assertThat(doomed.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting()).isEqualTo(1);

        var handler = doing();
        node(handler);

        until(() -> waiting() == 0);
        assertThat(handler.done).hasSize(1).allMatch(d -> d.startsWith("s "));
    }

    private Instant next() {
        return Instant.ofEpochSecond(
                number("select extract(epoch from max(execution_time))::bigint from scheduled_tasks where task_name = '"
                        + name + "'"));
    }

    private List<String> failed() {
        try (var connection = RealPostgres.application().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select instance || ' ' || failures || ' ' || error from failed_work"
                                + " where task_name = '" + name + "'")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
