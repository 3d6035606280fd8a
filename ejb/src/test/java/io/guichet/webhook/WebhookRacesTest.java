package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.HttpOutcome;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What two do at once. */
@Timeout(60)
@ExtendWith(RealPostgres.class)
class WebhookRacesTest {

    private static final NewEndpoint WANTED = new NewEndpoint("https://api.ebp.com/hook", List.of("project.completed"));

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Endpoints endpoints = wiring.get(Endpoints.class);
    private final Announce announce = wiring.get(Announce.class);
    private final Deliveries deliveries = wiring.get(Deliveries.class);
    private final DueWork work = new DueWork(wiring.get(DeliverWebhook.class), clock);

    private CallContext ebp;

    @BeforeEach
    void a_tenant() {
        ebp = TestTenants.aTenant(wiring);
    }

    private boolean announced() {
        return wiring.inTenant(ebp, () -> {
            announce.announce(ebp, EventType.PROJECT_COMPLETED, "conv_1", Map.of());
            return true;
        });
    }

    @Test
    void two_that_announce_the_same_thing_at_once_announce_it_once() throws Exception {
        endpoints.create(ebp, WANTED, null);

        assertThat(atOnce(6, this::announced)).hasSize(6);

        assertThat(work.waiting(ebp)).hasSize(1);
    }

    @Test
    void the_twenty_first_endpoint_is_refused_also_when_many_ask_at_once() throws Exception {
        for (var i = 0; i < 18; i++) {
            endpoints.create(ebp, WANTED, null);
        }

        assertThat(atOnce(6, () -> endpoints.create(ebp, WANTED, null))).hasSize(2);

        assertThat(endpoints.list(ebp)).hasSize(20);
    }

    @Test
    void the_same_idempotency_key_at_once_makes_one_endpoint() throws Exception {
        var answers = atOnce(6, () -> endpoints.create(ebp, WANTED, "key-1"));

        assertThat(answers).hasSize(6).containsOnly(answers.getFirst());
        assertThat(endpoints.list(ebp)).hasSize(1);
    }

    @Test
    void two_nodes_that_record_a_try_of_the_same_delivery_record_two() throws Exception {
        var endpoint = endpoints.create(ebp, WANTED, null).endpoint().id();
        announced();
        var id = DeliveryId.parse(work.waiting(ebp).getFirst().subject()).orElseThrow();

        atOnce(4, () -> deliveries.record(ebp, id, 1, clock.instant(), new HttpOutcome.Answered(200, Map.of(), "")));

        var delivery =
                endpoints.deliveries(ebp, endpoint, Pages.first()).items().getFirst();
        assertThat(delivery.attempts()).extracting(DeliveryView.Attempt::number).containsExactly(1, 2, 3, 4);
        assertThat(delivery.status()).isEqualTo("delivered");
    }

    @Test
    void a_late_failure_does_not_undo_a_delivery() {
        var endpoint = endpoints.create(ebp, WANTED, null).endpoint().id();
        announced();
        var id = DeliveryId.parse(work.waiting(ebp).getFirst().subject()).orElseThrow();
        deliveries.record(ebp, id, 1, clock.instant(), new HttpOutcome.Answered(200, Map.of(), ""));

        deliveries.record(ebp, id, 1, clock.instant(), new HttpOutcome.Failed("the connection broke"));
        deliveries.giveUp(ebp, id);

        var delivery =
                endpoints.deliveries(ebp, endpoint, Pages.first()).items().getFirst();
        assertThat(delivery.status()).isEqualTo("delivered");
        assertThat(delivery.nextAttemptAt()).isNull();
        assertThat(deliveries.prepare(ebp, id)).isEmpty();
    }

    /** Answers of those that were not refused. */
    private static <T> List<T> atOnce(int many, Callable<T> call) throws InterruptedException {
        var ready = new CountDownLatch(many);
        var answers = new ArrayList<T>();
        try (var threads = Executors.newFixedThreadPool(many)) {
            var futures = new ArrayList<Future<T>>();
            for (var i = 0; i < many; i++) {
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
            for (var future : futures) {
                try {
                    answers.add(future.get());
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(io.guichet.kernel.GuichetException.class);
                }
            }
        }
        return answers;
    }
}
