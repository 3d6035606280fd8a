package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who waits holds a thread: few do, and not for all the files of somebody else. */
class TurnTest {

    private final Turn turn = new Turn();
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void all_go() {
        go.countDown();
        threads.close();
    }

    @Test
    void somebody_elses_file_waits_for_none_of_the_many_that_one_sends() throws Exception {
        running("ebp", false);
        waiting("ebp", 5);

        assertThat(turn.in("other", false, () -> "checked")).isEqualTo("checked");
        assertThat(turn.waiting()).isEqualTo(5);
    }

    @Test
    void where_enough_wait_the_next_is_told_at_once_to_come_again() throws Exception {
        running("ebp", false);
        var waiting = waiting("ebp", Turn.MOST_WAITING_OF_ONE);

        assertThatThrownBy(() -> turn.in("ebp", false, () -> "checked"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));

        go.countDown();
        for (var one : waiting) {
            assertThat(one.get()).isEqualTo("checked");
        }
        assertThat(turn.in("ebp", false, () -> "checked")).isEqualTo("checked");
    }

    @Test
    void of_two_that_take_much_memory_one_waits_and_one_that_takes_little_does_not() throws Exception {
        running("ebp", true);
        var heavy = threads.submit(() -> turn.in("other", true, () -> "checked"));
        untilWaiting(1);

        assertThat(turn.in("third", false, () -> "checked")).isEqualTo("checked");
        assertThat(heavy.isDone()).isFalse();
        go.countDown();
        assertThat(heavy.get()).isEqualTo("checked");
    }

    private void running(String owner, boolean heavy) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var running = threads.submit(() -> turn.in(owner, heavy, () -> {
            begun.countDown();
            return awaited();
        }));
        begun.await();
        assertThat(running.isDone()).isFalse();
    }

    private ArrayList<Future<String>> waiting(String owner, int many) {
        var waiting = new ArrayList<Future<String>>();
        for (var i = 0; i < many; i++) {
            waiting.add(threads.submit(() -> turn.in(owner, false, () -> "checked")));
        }
        untilWaiting(many);
        return waiting;
    }

    private void untilWaiting(int many) {
        while (turn.waiting() < many) {
            Thread.onSpinWait();
        }
    }

    private boolean awaited() {
        try {
            go.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
