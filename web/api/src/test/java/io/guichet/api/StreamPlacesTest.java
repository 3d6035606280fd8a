package io.guichet.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may have one more stream. */
class StreamPlacesTest {

    private final StreamPlaces places = new StreamPlaces(6, 20);

    @Test
    void a_session_has_six_streams_and_not_seven() {
        for (var i = 0; i < 6; i++) {
            assertThat(places.take("a", "192.0.2.1")).isPresent();
        }

        assertThat(places.take("a", "192.0.2.2")).isEmpty();
        assertThat(places.take("b", "192.0.2.1")).isPresent();
    }

    @Test
    void an_address_has_twenty_whatever_the_sessions() {
        for (var i = 0; i < 20; i++) {
            assertThat(places.take("session " + i, "192.0.2.1")).isPresent();
        }

        assertThat(places.take("one more", "192.0.2.1")).isEmpty();
        assertThat(places.take("one more", "192.0.2.2")).isPresent();
    }

    @Test
    void a_place_is_given_back_once_however_often_it_is_left() {
        var all = IntStream.range(0, 6)
                .mapToObj(i -> places.take("a", "192.0.2.1").orElseThrow())
                .toList();
        all.getFirst().run();
        all.getFirst().run();

        assertThat(places.take("a", "192.0.2.1")).isPresent();
        assertThat(places.take("a", "192.0.2.1")).isEmpty();
    }

    @Test
    void nothing_is_remembered_of_who_left_or_was_refused() {
        var taken = IntStream.range(0, 30)
                .mapToObj(i -> places.take("session " + i, "192.0.2.1"))
                .flatMap(Optional::stream)
                .toList();
        assertThat(taken).hasSize(20);
        taken.forEach(Runnable::run);

        assertThat(places.holders()).isZero();
    }

    @Test
    void of_a_hundred_at_once_six_are_let_in() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> (Callable<Boolean>)
                            () -> places.take("a", "address " + i).isPresent())
                    .toList();
            var in = 0;
            for (var call : threads.invokeAll(calls)) {
                in += call.get() ? 1 : 0;
            }
            assertThat(in).isLessThanOrEqualTo(6).isPositive();
        }
    }
}
