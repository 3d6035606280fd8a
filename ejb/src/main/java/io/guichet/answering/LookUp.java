package io.guichet.answering;

import io.guichet.answering.PrepareTurn.Prepared;
import io.guichet.kernel.CallContext;
import io.guichet.knowledge.DetectedIntent;
import io.guichet.knowledge.Found;
import io.guichet.knowledge.KnownAnswer;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Passage;
import io.guichet.knowledge.Question;
import io.guichet.knowledge.Retrieval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is known of a message: an answer that a person gave, what it is about, passages of documents. Where that
 * fails or takes too long, nothing is known: the turn goes on.
 */
@ApplicationScoped
class LookUp {

    private static final Logger LOG = Logger.getLogger(LookUp.class);
    private static final Found NOTHING = new Found(List.of(), 0);

    @Inject
    KnownAnswers answers;

    @Inject
    Retrieval retrieval;

    @Inject
    InTime inTime;

    @Inject
    AnsweringConfig config;

    @Inject
    Clock clock;

    Known look(CallContext context, Prepared prepared, List<String> collections) {
        var text = prepared.turn().text();
        if (text.isBlank()) {
            return new Known(null, null, NOTHING, 0);
        }
        var began = clock.instant();
        var deadline = began.plus(config.knowledgeTimeout);
        var request = prepared.request();
        var deployment = prepared.deployment();
        var answer = within(
                deadline,
                () -> answers.match(
                                context,
                                deployment.id(),
                                deployment.agent(),
                                deployment.sector(),
                                request.locale(),
                                text)
                        .orElse(null));
        if (answer != null) {
            return known(answer, null, NOTHING, began);
        }
        var intent = within(
                deadline,
                () -> answers.intent(context, deployment.sector(), request.locale(), text)
                        .orElse(null));
        var found = collections.isEmpty()
                ? NOTHING
                : within(
                        deadline,
                        () -> retrieval.search(
                                context, new Question(text, request.locale(), collections, config.passages)));
        return known(null, intent, found == null ? NOTHING : found, began);
    }

    private Known known(
            @Nullable KnownAnswer answer, @Nullable DetectedIntent intent, Found found, java.time.Instant began) {
        return new Known(
                answer, intent, found, Duration.between(began, clock.instant()).toMillis());
    }

    private <T> @Nullable T within(java.time.Instant deadline, Callable<@Nullable T> work) {
        var left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            return null;
        }
        try {
            return inTime.call(left, work);
        } catch (InTime.NotInTime e) {
            LOG.warnf("GUI0340 a turn goes on without what is known: %s", e.getMessage());
            return null;
        }
    }

    /**
     * @param answer that a person gave, or null
     * @param intent what the message is about, or null
     * @param millis how long it took
     */
    record Known(@Nullable KnownAnswer answer, @Nullable DetectedIntent intent, Found found, long millis) {

        List<Passage> passages() {
            return found.passages();
        }
    }
}
