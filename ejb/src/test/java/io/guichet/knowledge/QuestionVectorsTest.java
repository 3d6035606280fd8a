package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The vector of a question that several ask at once. */
@Timeout(60)
class QuestionVectorsTest {

    private static final CallContext EBP = CallContext.platform(TenantId.next(), "test", "req_1");
    private static final CallContext SAGE = CallContext.platform(TenantId.next(), "test", "req_2");

    private final SlowEmbedder embedder = new SlowEmbedder();
    private final KnownVectors vectors = new KnownVectors();

    QuestionVectorsTest() {
        vectors.embedder = embedder;
        vectors.clock = Clock.systemUTC();
    }

    @Test
    void it_is_made_once() throws Exception {
        var first = asked(EBP);
        embedder.begun.await();
        var second = asked(SAGE);
        waits(second.thread());
        embedder.mayEnd.countDown();

        assertThat(first.vector().get()).isPresent();
        assertThat(second.vector().get()).isPresent();
        assertThat(embedder.payers).containsExactly(EBP.tenant());
        assertThat(vectors.ofAsked(SAGE, "Bonjour")).isPresent();
        assertThat(embedder.payers).hasSize(1);
    }

    @Test
    void it_is_made_for_another_where_the_first_may_not_pay_for_it() throws Exception {
        embedder.tooDearFor = EBP.tenant();
        var first = asked(EBP);
        embedder.begun.await();
        var second = asked(SAGE);
        waits(second.thread());
        embedder.mayEnd.countDown();

        assertThat(first.vector().get()).isEmpty();
        assertThat(second.vector().get()).isPresent();
    }

    @Test
    void it_is_made_for_another_where_nobody_waits_for_the_first_any_longer() throws Exception {
        var first = asked(EBP);
        embedder.begun.await();
        var second = asked(SAGE);
        waits(second.thread());
        first.thread().interrupt();

        assertThat(first.vector().get()).isEmpty();
        embedder.mayEnd.countDown();
        assertThat(second.vector().get()).isPresent();
        assertThat(vectors.ofAsked(EBP, "Bonsoir")).isPresent();
    }

    private Asked asked(CallContext context) {
        var vector = new FutureTask<>(() -> vectors.ofAsked(context, "Bonjour"));
        return new Asked(vector, Thread.ofPlatform().start(vector));
    }

    private static void waits(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private record Asked(FutureTask<Optional<float[]>> vector, Thread thread) {}

    /** Makes nothing until it may. */
    private static final class SlowEmbedder implements Embedder {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Queue<TenantId> payers = new ConcurrentLinkedQueue<>();
        private volatile @Nullable TenantId tooDearFor;

        @Override
        public String model() {
            return "fake/slow";
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public List<float[]> embed(@Nullable CallContext owner, Use use, List<String> texts)
                throws EmbeddingUnavailable {
            var payer = owner == null ? TenantId.next() : owner.tenant();
            payers.add(payer);
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EmbeddingUnavailable("was not waited for", e);
            }
            if (payer.equals(tooDearFor)) {
                throw new EmbeddingTooDear("it is too dear");
            }
            return List.of(new float[] {1});
        }
    }
}
