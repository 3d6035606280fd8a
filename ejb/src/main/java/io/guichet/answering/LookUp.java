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
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is known of a message: an answer that a person gave; where there is none, what it is about and passages of
 * documents, both at once. Where that fails or takes too long, nothing is known: the turn goes on.
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

    /** Begins to look for an answer that a person gave, which needs nothing of what is gathered meanwhile. */
    Looking begin(CallContext context, Prepared prepared) {
        return new Looking(context, prepared);
    }

    /** A look on its way. Of one thread, which ends it, or leaves it to end by itself. */
    final class Looking {

        private final CallContext context;
        private final Prepared prepared;
        private final InTime.@Nullable Begun<@Nullable KnownAnswer> answer;

        private Looking(CallContext context, Prepared prepared) {
            this.context = context;
            this.prepared = prepared;
            this.answer = prepared.turn().text().isBlank() ? null : inTime.begin(this::match);
        }

        /**
         * Waits as long as knowledge may take, from now on.
         *
         * @param collections in which documents are looked for
         */
        Known end(List<String> collections) {
            if (answer == null) {
                return new Known(null, null, NOTHING, 0);
            }
            var began = clock.instant();
            var byPeople = ended(answer, began);
            if (byPeople != null) {
                return known(byPeople, null, NOTHING, began);
            }
            if (!left(began).isPositive()) {
                return known(null, null, NOTHING, began);
            }
            var searched = collections.isEmpty() ? null : inTime.begin(() -> search(collections));
            var intent = ended(inTime.<@Nullable DetectedIntent>begin(this::intent), began);
            var found = searched == null ? NOTHING : ended(searched, began);
            return known(null, intent, found == null ? NOTHING : found, began);
        }

        private @Nullable KnownAnswer match() {
            var deployment = prepared.deployment();
            return answers.match(
                            context,
                            deployment.id(),
                            deployment.agent(),
                            deployment.sector(),
                            prepared.request().locale(),
                            prepared.turn().text())
                    .orElse(null);
        }

        private @Nullable DetectedIntent intent() {
            return answers.intent(
                            context,
                            prepared.deployment().sector(),
                            prepared.request().locale(),
                            prepared.turn().text())
                    .orElse(null);
        }

        private Found search(List<String> collections) {
            return retrieval.search(
                    context,
                    new Question(prepared.turn().text(), prepared.request().locale(), collections, config.passages));
        }

        private Known known(
                @Nullable KnownAnswer byPeople, @Nullable DetectedIntent intent, Found found, Instant began) {
            return new Known(
                    byPeople,
                    intent,
                    found,
                    Duration.between(began, clock.instant()).toMillis());
        }

        /** Of what ended in time also where the time is over by now. */
        private <T> @Nullable T ended(InTime.Begun<T> begun, Instant began) {
            try {
                var left = left(began);
                return begun.end(left.isNegative() ? Duration.ZERO : left);
            } catch (InTime.NotInTime e) {
                LOG.warnf("GUI0340 a turn goes on without what is known: %s", e.getMessage());
                return null;
            }
        }

        private Duration left(Instant began) {
            return Duration.between(clock.instant(), began.plus(config.knowledgeTimeout));
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
