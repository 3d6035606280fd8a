package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.spi.model.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Language models, for whoever makes a turn of a conversation. Never called inside a transaction. */
@ApplicationScoped
public class Models {

    private static final double FIRST_SHARE = 0.6;

    @Inject
    Targets targets;

    @Inject
    AskModel askModel;

    @Inject
    MeteredCalls metered;

    @Inject
    ModelsConfig config;

    /**
     * Asks the model, then its fallback. Each model that was asked is metered once, however often it was tried.
     *
     * @param words gets the text as it is written, from another thread and not after this has returned; nothing of an
     *     attempt that failed before its first word, nothing more once an attempt failed after it, and nothing at all
     *     where a schema is given
     * @throws NoModelAnswered if there is no answer, at once where no model is configured; within {@link
     *     ModelRequest#atMost()} either way
     */
    public ModelAnswer ask(CallContext context, ModelRequest request, Consumer<String> words) throws NoModelAnswered {
        var asked = System.nanoTime();
        var deadline = asked + request.atMost().toNanos();
        var all = targets.of(context, request.choice());
        var failed = new ArrayList<FailedAttempt>();
        var spoke = false;
        for (var i = 0; i < all.size() && System.nanoTime() < deadline; i++) {
            var target = all.get(i);
            var began = System.nanoTime();
            var hearing = new Hearing(spoke || request.jsonSchema() != null ? piece -> {} : words);
            var until = until(began, deadline, i == all.size() - 1);
            switch (askModel.ask(context, target, prompt(request, target), hearing, until)) {
                case Outcome.Answered answered -> {
                    var now = System.nanoTime();
                    return new ModelAnswer(
                            answered.text(),
                            answered.cutOff(),
                            target.provider().name(),
                            target.model(),
                            answered.inputTokens(),
                            answered.outputTokens(),
                            millis(asked, now),
                            millis(asked, hearing.firstWordAt(now)),
                            failed);
                }
                case Outcome.Failed none ->
                    failed.add(new FailedAttempt(
                            target.provider().name(), target.model(), none.reason(), millis(began, System.nanoTime())));
            }
            spoke |= hearing.anything();
        }
        throw new NoModelAnswered(all.isEmpty() ? none(request.choice()) : reason(failed), failed);
    }

    /** Waits until what all calls cost that were answered so far is written down. */
    public void settled() {
        metered.settled();
    }

    /** Whether a choice, or the platform where that says nothing, names any: where none is named, none fails. */
    public boolean areNamed(ModelChoice choice) {
        return targets.names(choice);
    }

    /** The first of two leaves time for the second. */
    private long until(long now, long deadline, boolean last) {
        var share = last ? deadline - now : Math.round((deadline - now) * FIRST_SHARE);
        return now + Math.min(config.timeout.toNanos(), share);
    }

    private static Prompt prompt(ModelRequest request, Target target) {
        return new Prompt(
                target.model(),
                request.system(),
                request.messages(),
                request.choice().temperature(),
                request.choice().maxTokens(),
                request.jsonSchema());
    }

    private String none(ModelChoice choice) {
        return areNamed(choice) ? NoModelAnswered.NONE_CONFIGURED : NoModelAnswered.NONE_NAMED;
    }

    private static String reason(List<FailedAttempt> failed) {
        return !failed.isEmpty()
                        && failed.stream().allMatch(attempt -> attempt.reason().equals(NoModelAnswered.COST_CEILING))
                ? NoModelAnswered.COST_CEILING
                : NoModelAnswered.UNAVAILABLE;
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
