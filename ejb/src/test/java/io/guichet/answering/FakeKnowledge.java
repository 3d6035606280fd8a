package io.guichet.answering;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.knowledge.DetectedIntent;
import io.guichet.knowledge.Found;
import io.guichet.knowledge.KnownAnswer;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Passage;
import io.guichet.knowledge.Question;
import io.guichet.knowledge.Retrieval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;

/** What is known, as a test says; nothing at first. */
final class FakeKnowledge {

    final FakeAnswers answers = new FakeAnswers();
    final FakeRetrieval retrieval = new FakeRetrieval();

    /** Neither of two looks ends before the other has begun. */
    void eachWaitsForTheOther() {
        var both = new CyclicBarrier(2);
        answers.before = both;
        retrieval.before = both;
    }

    private static void await(@Nullable CyclicBarrier both) {
        try {
            if (both != null) {
                both.await();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    void answers(KnownAnswer.Kind kind, String text) {
        answers(new KnownAnswer("kna_1", kind, null, "Êtes-vous assurés ?", text, 0.93));
    }

    void answers(KnownAnswer answer) {
        answers.answer = answer;
    }

    void isAbout(DetectedIntent intent) {
        answers.intent = intent;
    }

    void has(boolean confident, Passage... passages) {
        has(confident ? 0.8 : 0.4, passages);
    }

    void has(double confidence, Passage... passages) {
        retrieval.found = new Found(List.of(passages), confidence);
    }

    static Passage passage(String title, String text, @Nullable String url) {
        return new Passage("doc_1", title, null, text, url, false, 0.5, 0.8);
    }

    static final class FakeAnswers extends KnownAnswers {

        private @Nullable KnownAnswer answer;
        private @Nullable DetectedIntent intent;
        private @Nullable CyclicBarrier before;

        @Override
        public Optional<KnownAnswer> match(
                CallContext context,
                DeploymentId deployment,
                AgentId agent,
                String sector,
                Locale locale,
                String text) {
            return Optional.ofNullable(answer);
        }

        @Override
        public Optional<DetectedIntent> intent(CallContext context, String sector, Locale locale, String text) {
            await(before);
            return Optional.ofNullable(intent);
        }
    }

    static final class FakeRetrieval extends Retrieval {

        private Found found = new Found(List.of(), 0);
        private @Nullable CyclicBarrier before;
        boolean fails;
        int asked;

        @Override
        public Found search(CallContext context, Question question) {
            asked++;
            await(before);
            if (fails) {
                throw new IllegalStateException("no index");
            }
            return found;
        }
    }
}
