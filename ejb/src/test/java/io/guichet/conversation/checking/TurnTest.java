package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<String> order = new CopyOnWriteArrayList<>();
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

        assertThat(turn.in("other", "visitor", false, () -> "checked")).isEqualTo("checked");
        assertThat(turn.waiting()).isEqualTo(5);
    }

    @Test
    void where_enough_wait_the_next_is_told_at_once_to_come_again() throws Exception {
        running("ebp", false);
        var waiting = waiting("ebp", Turn.MOST_WAITING_OF_ONE);

        assertThatThrownBy(() -> turn.in("ebp", "durand", false, () -> "checked"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));

        go.countDown();
        for (var one : waiting) {
            assertThat(one.get()).isEqualTo("checked");
        }
        assertThat(turn.in("ebp", "durand", false, () -> "checked")).isEqualTo("checked");
    }

    @Test
    void a_visitor_who_fills_the_queue_gives_his_last_place_to_one_who_has_none_there() throws Exception {
        running("ebp", false);
        var many = waiting("ebp", "martin", Turn.MOST_WAITING_OF_ONE);

        var other = threads.submit(() -> turn.in("ebp", "leroy", false, () -> checked("leroy")));

        assertThat(refusedOf(many)).isEqualTo(1);
        go.countDown();
        assertThat(other.get()).isEqualTo("checked");
        threads.close();
        assertThat(order).hasSize(Turn.MOST_WAITING_OF_ONE).contains("leroy");
    }

    @Test
    void visitors_take_turns_however_many_one_of_them_sends() throws Exception {
        running("ebp", false);
        waiting("ebp", "martin", 5);
        threads.submit(() -> turn.in("ebp", "leroy", false, () -> checked("leroy")));
        untilWaiting(6);

        go.countDown();
        threads.close();

        assertThat(order).hasSize(6).startsWith("martin", "leroy");
    }

    /** Waits until one of them was sent away. */
    private static int refusedOf(List<Future<String>> many) {
        while (many.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
        }
        return (int) many.stream().filter(f -> f.state() == Future.State.FAILED).count();
    }

    @Test
    void of_two_that_take_much_memory_one_waits_and_one_that_takes_little_does_not() throws Exception {
        running("ebp", true);
        var heavy = threads.submit(() -> turn.in("other", "visitor", true, () -> "checked"));
        untilWaiting(1);

        assertThat(turn.in("third", "visitor", false, () -> "checked")).isEqualTo("checked");
        assertThat(heavy.isDone()).isFalse();
        go.countDown();
        assertThat(heavy.get()).isEqualTo("checked");
    }

    private void running(String owner, boolean heavy) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var running = threads.submit(() -> turn.in(owner, "durand", heavy, () -> {
            begun.countDown();
            return awaited();
        }));
        begun.await();
        assertThat(running.isDone()).isFalse();
    }

    private ArrayList<Future<String>> waiting(String owner, int many) {
        return waiting(owner, "durand", many);
    }

    private ArrayList<Future<String>> waiting(String owner, String visitor, int many) {
        var waiting = new ArrayList<Future<String>>();
        for (var i = 0; i < many; i++) {
            waiting.add(threads.submit(() -> turn.in(owner, visitor, false, () -> checked(visitor))));
        }
        untilWaiting(many);
        return waiting;
    }

    private String checked(String visitor) {
        order.add(visitor);
        return "checked";
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
