package io.guichet.answering.models;

import io.guichet.answering.ModelUsage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.knowledge.Embedder;
import io.guichet.knowledge.EmbeddingTooDear;
import io.guichet.knowledge.EmbeddingUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.TextUse;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What vectors cost, and whom. */
@ExtendWith(RealPostgres.class)
class VectorsMeteredTest {

    private final PlayedModels played = new PlayedModels();
    private CallContext durant;

    @BeforeEach
    void a_tenant_and_a_model_that_costs_something() {
        played.wiring.configured("guichet.embedding.model", "paid/vecteurs").configured("guichet.models.retries", "0");
        durant = TestTenants.aTenant(played.wiring);
    }

    @AfterEach
    void stop() {
        played.wiring.get(PluginCalls.class).stop();
    }

    private ModelEmbedder embedder() {
        return played.wiring.get(ModelEmbedder.class);
    }

    private List<ModelUsage.Day> usage() {
        played.wiring.get(MeteredCalls.class).settled();
        return played.wiring.get(ModelMeter.class).usage(durant, 1).days();
    }

    @Test
    void vectors_are_metered_for_each_call_with_the_tokens_that_its_server_counts() throws EmbeddingUnavailable {
        played.paid.embeddingTokens = 40;

        embedder().embed(durant, Embedder.Use.KEPT, Collections.nCopies(33, "Refaire la douche"));

        assertThat(usage()).singleElement().satisfies(day -> {
            assertThat(day.provider() + "/" + day.model()).isEqualTo("paid/vecteurs");
            assertThat(day.calls()).isEqualTo(2);
            assertThat(day.failed()).isZero();
            assertThat(day.inputTokens()).isEqualTo(80);
            assertThat(day.outputTokens()).isZero();
            assertThat(day.costMicros()).isEqualTo(80);
        });
    }

    @Test
    void where_a_server_does_not_count_tokens_are_estimated() throws EmbeddingUnavailable {
        embedder().embed(durant, Embedder.Use.KEPT, List.of("Refaire la douche"));

        assertThat(usage()).singleElement().matches(day -> day.inputTokens() == 6 && day.costMicros() == 6);
    }

    @Test
    void what_is_the_platforms_own_is_no_tenants_and_has_no_ceiling() throws EmbeddingUnavailable {
        played.wiring.configured("guichet.models.daily-ceiling", "0");

        assertThat(embedder().embed(null, Embedder.Use.KEPT, List.of("douche"))).hasSize(1);

        assertThat(usage()).isEmpty();
        assertThat(played.wiring.get(ModelTally.class).value("guichet.models.calls"))
                .isEqualTo(1);
    }

    @Test
    void the_ceiling_of_a_day_stops_vectors_of_that_tenant_alone() throws EmbeddingUnavailable {
        var martin = TestTenants.aTenant(played.wiring);
        played.wiring.get(ModelMeter.class).setCeiling(durant, 0L);

        assertThatThrownBy(() -> embedder().embed(durant, Embedder.Use.KEPT, List.of("douche")))
                .isInstanceOf(EmbeddingTooDear.class);

        assertThat(embedder().embed(martin, Embedder.Use.KEPT, List.of("douche")))
                .hasSize(1);
        assertThat(usage()).isEmpty();
    }

    @Test
    void what_vectors_cost_counts_towards_what_answers_may_cost() throws EmbeddingUnavailable {
        played.paid.embeddingTokens = 9_000;
        embedder().embed(durant, Embedder.Use.KEPT, List.of("douche"));

        played.wiring.get(MeteredCalls.class).settled();
        assertThat(played.wiring.get(ModelMeter.class).usage(durant, 1).todayCostMicros())
                .isEqualTo(9_000);
        assertThat(played.wiring.get(ModelMeter.class).reserve(durant, Ids.next(), 1_001, Duration.ofMinutes(1)))
                .isFalse();
    }

    @Test
    void a_call_that_fails_is_written_down_once_and_keeps_nothing_set_aside() {
        played.paid.embeddingFails = Reason.BROKEN;

        assertThatThrownBy(() -> embedder().embed(durant, Embedder.Use.KEPT, List.of("Refaire la douche")))
                .isInstanceOf(EmbeddingUnavailable.class)
                .isNotInstanceOf(EmbeddingTooDear.class);

        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.failed() == 1);
        assertThat(reservations()).isZero();
    }

    @Test
    void what_was_sent_is_counted_where_nobody_waits_for_it_any_longer() {
        played.wiring.get(MeteredCalls.class).meter = new PooledMeter(played.wiring.get(ModelMeter.class));
        var waiting = Thread.currentThread();
        played.paid.beforeEmbedding = () -> {
            waiting.interrupt();
            return new CountDownLatch(1).await(1, TimeUnit.HOURS);
        };

        assertThatThrownBy(() -> embedder().embed(durant, Embedder.Use.KEPT, List.of("Refaire la douche")))
                .isInstanceOf(EmbeddingUnavailable.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(usage())
                .singleElement()
                .matches(day -> day.calls() == 1 && day.failed() == 1 && day.inputTokens() == 6);
        assertThat(reservations()).isZero();
    }

    @Test
    void a_call_that_no_thread_began_before_its_time_was_over_has_read_nothing() throws Exception {
        var over = new CountDownLatch(1);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                occupyEveryThread(others, over);
                var asked = new AskVectors.Asked(durant, paid(), TextUse.KEPT, System.nanoTime());

                assertThatThrownBy(() -> played.wiring.get(AskVectors.class).ask(asked, List.of("Refaire la douche")))
                        .isInstanceOf(CallFailed.class);
            } finally {
                over.countDown();
            }
        }
        assertThat(played.paid.lastEmbedding).isEmpty();
        assertThat(usage())
                .singleElement()
                .matches(day -> day.calls() == 1 && day.inputTokens() == 0 && day.costMicros() == 0);
        assertThat(reservations()).isZero();
    }

    /** With texts of the platform's own, until it is over. */
    private void occupyEveryThread(ExecutorService others, CountDownLatch over) throws InterruptedException {
        var busy = new CountDownLatch(PluginCalls.EMBEDDING);
        played.free.beforeEmbedding = () -> {
            busy.countDown();
            return over.await(1, TimeUnit.HOURS);
        };
        var free = played.wiring
                .get(Targets.class)
                .ofThePlatform("free/vecteurs", Map.of())
                .orElseThrow();
        var asked = new AskVectors.Asked(
                null,
                free,
                TextUse.KEPT,
                System.nanoTime() + Duration.ofHours(1).toNanos());
        var calls = played.wiring.get(PluginCalls.class);
        for (var i = 0; i < PluginCalls.EMBEDDING; i++) {
            others.submit(() -> calls.embed(asked, List.of("douche")));
        }
        busy.await();
    }

    @Test
    void a_thread_that_is_interrupted_writes_its_call_down_once_all_the_same() {
        var metered = played.wiring.get(MeteredCalls.class);
        metered.meter = new PooledMeter(played.wiring.get(ModelMeter.class));
        var call = metered.begin(durant, paid(), 6, 0, System.nanoTime()).orElseThrow();

        Thread.currentThread().interrupt();
        metered.ended(call, 6, 0, "timed_out");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.costMicros() == 6);
        assertThat(reservations()).isZero();
    }

    @Test
    void whoever_has_an_answer_goes_on_with_it_while_it_is_written_down_and_is_told_when_it_is() throws Exception {
        var metered = played.wiring.get(MeteredCalls.class);
        var slow = new SlowMeter(played.wiring.get(ModelMeter.class));
        metered.meter = slow;
        var call = metered.begin(durant, paid(), 6, 0, System.nanoTime()).orElseThrow();

        Thread.currentThread().interrupt();
        metered.answered(call, 6, 0, "complete");
        assertThat(Thread.interrupted()).isTrue();
        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var settled = waiting.submit(metered::settled);
            slow.asked.await();
            assertThat(settled.isDone()).isFalse();
            assertThat(reservations()).isEqualTo(1);

            slow.goesOn.countDown();
            settled.get();
        }

        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.costMicros() == 6);
        assertThat(reservations()).isZero();
    }

    @Test
    void what_was_set_aside_for_a_call_that_was_never_made_is_given_back_by_an_interrupted_thread_too() {
        var metered = played.wiring.get(MeteredCalls.class);
        metered.meter = new PooledMeter(played.wiring.get(ModelMeter.class));
        var call = metered.begin(durant, paid(), 6, 0, System.nanoTime()).orElseThrow();
        assertThat(reservations()).isEqualTo(1);

        Thread.currentThread().interrupt();
        metered.unsent(call);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reservations()).isZero();
        assertThat(usage()).isEmpty();
    }

    @Test
    void what_was_set_aside_for_a_call_that_has_ended_refuses_no_other() throws Exception {
        var metered = played.wiring.get(MeteredCalls.class);
        var slow = new SlowMeter(played.wiring.get(ModelMeter.class));
        metered.meter = slow;
        var first = metered.begin(durant, paid(), 9_000, 0, System.nanoTime()).orElseThrow();
        metered.answered(first, 1_000, 0, "complete");

        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var second = waiting.submit(() -> metered.begin(durant, paid(), 9_000, 0, System.nanoTime()));
            slow.refused.await();
            slow.goesOn.countDown();

            assertThat(second.get()).isPresent();
        }
    }

    @Test
    void a_model_that_costs_nothing_and_has_a_server_is_counted() throws EmbeddingUnavailable {
        played.wiring.configured("guichet.embedding.model", "free/vecteurs");

        embedder().embed(durant, Embedder.Use.KEPT, List.of("douche"));

        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.costMicros() == 0);
    }

    @Test
    void what_is_computed_in_this_process_is_not() throws EmbeddingUnavailable {
        played.wiring.configured("guichet.embedding.model", "free/vecteurs");
        played.free.here = true;

        assertThat(embedder().embed(durant, Embedder.Use.KEPT, List.of("douche")))
                .hasSize(1);

        assertThat(usage()).isEmpty();
    }

    private Target paid() {
        return played.wiring
                .get(Targets.class)
                .ofThePlatform("paid/vecteurs", Map.of())
                .orElseThrow();
    }

    private long reservations() {
        return RealPostgres.<Long>inTenant(durant.tenant(), connection -> {
            var row = connection.createStatement().executeQuery("select count(*) from model_reservations");
            row.next();
            return row.getLong(1);
        });
    }

    /** One that asks the real one. */
    private abstract static class RealMeter extends ModelMeter {

        private final ModelMeter meter;

        RealMeter(ModelMeter meter) {
            this.meter = meter;
        }

        @Override
        public boolean reserve(CallContext context, UUID id, long costMicros, Duration lapsesAfter) {
            return meter.reserve(context, id, costMicros, lapsesAfter);
        }

        @Override
        public void settle(CallContext context, Ended call) {
            meter.settle(context, call);
        }

        @Override
        public void release(CallContext context, UUID id) {
            meter.release(context, id);
        }
    }

    /** A meter that writes nothing down until it may go on. */
    private static final class SlowMeter extends RealMeter {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch refused = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        SlowMeter(ModelMeter meter) {
            super(meter);
        }

        @Override
        public boolean reserve(CallContext context, UUID id, long costMicros, Duration lapsesAfter) {
            var room = super.reserve(context, id, costMicros, lapsesAfter);
            if (!room) {
                refused.countDown();
            }
            return room;
        }

        @Override
        public void settle(CallContext context, Ended call) {
            asked.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.settle(context, call);
        }
    }

    /** A meter whose connections a thread that was interrupted does not get, as those of the server's pool. */
    private static final class PooledMeter extends RealMeter {

        PooledMeter(ModelMeter meter) {
            super(meter);
        }

        @Override
        public void settle(CallContext context, Ended call) {
            takeConnection();
            super.settle(context, call);
        }

        @Override
        public void release(CallContext context, UUID id) {
            takeConnection();
            super.release(context, id);
        }

        private static void takeConnection() {
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted while a connection was waited for");
            }
        }
    }
}
