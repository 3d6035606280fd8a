package io.guichet.answering;

import io.guichet.answering.models.FailedAttempt;
import io.guichet.answering.models.ModelAnswer;
import io.guichet.answering.models.ModelChoice;
import io.guichet.answering.models.ModelRequest;
import io.guichet.answering.models.Models;
import io.guichet.answering.models.NoModelAnswered;
import io.guichet.kernel.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A model that a test speaks for; none at first. It writes a word at a time. */
final class FakeModels extends Models {

    final List<ModelRequest> asked = new ArrayList<>();
    int settled;
    private @Nullable Script script;
    private boolean paused;

    void says(String... answers) {
        script = (request, nth) -> answer(answers[Math.min(nth, answers.length - 1)], false);
    }

    void saysByHalf(String half) {
        script = (request, nth) -> answer(half, true);
    }

    void does(Script what) {
        script = what;
    }

    void isUnavailable(String reason) {
        script = (request, nth) -> {
            throw new NoModelAnswered(reason, List.of(new FailedAttempt("fake", "m", "429", 3)));
        };
    }

    void hangs() {
        script = (request, nth) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new NoModelAnswered("unavailable", List.of());
        };
    }

    void isPaused() {
        paused = true;
    }

    void goesOn() {
        paused = false;
    }

    @Override
    public void settled() {
        settled++;
    }

    static ModelAnswer answer(String text, boolean cutOff) {
        return new ModelAnswer(text, cutOff, "fake", "m", 100, 10, 5, 2, List.of());
    }

    @Override
    public ModelAnswer ask(CallContext context, ModelRequest request, Consumer<String> words) throws NoModelAnswered {
        if (script == null || paused) {
            throw new NoModelAnswered("none_named", List.of());
        }
        asked.add(request);
        var answer = script.answer(request, asked.size() - 1);
        for (var word : answer.text().split("(?<= )")) {
            words.accept(word);
        }
        return answer;
    }

    @Override
    public boolean areNamed(ModelChoice choice) {
        return script != null && !paused;
    }

    /** What it answers to its nth request, from 0. */
    interface Script {
        ModelAnswer answer(ModelRequest request, int nth) throws NoModelAnswered;
    }
}
