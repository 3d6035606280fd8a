package io.guichet.answering;

import io.guichet.answering.models.FailedAttempt;
import io.guichet.knowledge.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reply was found, without any words of the contact or the reply.
 *
 * @param understanding how much the sector agent made of the message: {@code understood}, {@code partly}, {@code
 *     not_understood} or {@code question}
 * @param answeredBy {@code rules}, {@code learned}, {@code frequent}, {@code intent}, {@code knowledge}, {@code model} or
 *     {@code platform}
 * @param knownAnswer the answer of a person that fits, or null
 * @param intent what the message is about, or null
 * @param retrieved passages that were found, best first
 * @param confident whether the first of them was good enough to answer from; null where none was looked for
 * @param confidence how sure the answer is, 0 to 1; null where nothing measures it
 * @param model the call that was used last, or null where none was
 * @param failed calls that did not answer
 * @param guard what the guard took out or refused, in order
 * @param handOver why a person must go on, or null
 * @param times in milliseconds
 */
public record TurnTrace(
        String understanding,
        String answeredBy,
        @Nullable Match knownAnswer,
        @Nullable Match intent,
        List<Retrieved> retrieved,
        @Nullable Boolean confident,
        @Nullable Double confidence,
        @Nullable ModelUse model,
        List<Failed> failed,
        List<String> guard,
        @Nullable String handOver,
        Times times) {

    public TurnTrace {
        retrieved = List.copyOf(retrieved);
        failed = List.copyOf(failed);
        guard = List.copyOf(guard);
    }

    /** The same once it is known whether a person goes on. */
    TurnTrace handedOver(@Nullable String reason) {
        return new TurnTrace(
                understanding,
                answeredBy,
                knownAnswer,
                intent,
                retrieved,
                confident,
                confidence,
                model,
                failed,
                guard,
                reason,
                times);
    }

    /**
     * @param id of a known answer, or the name of an intent
     * @param kind {@code learned}, {@code learned_master}, {@code frequent} or {@code intent}
     */
    public record Match(String id, String kind, double similarity) {}

    /**
     * @param common whether the document is the agent's, not the tenant's
     * @param similarity of the vectors, or null where words alone were compared
     */
    public record Retrieved(
            String documentId,
            boolean common,
            double score,
            @Nullable Double similarity) {
        static Retrieved of(Passage passage) {
            return new Retrieved(passage.documentId(), passage.common(), passage.score(), passage.similarity());
        }
    }

    /**
     * @param calls 1, or 2 where the answer had to be repaired; tokens are of both
     * @param restated whether the sector agent read the message again in the model's words
     * @param quoted whether a pre-quote of the model's was taken
     */
    public record ModelUse(
            String provider,
            String model,
            String promptVersion,
            int calls,
            int inputTokens,
            int outputTokens,
            long millis,
            long firstWordMillis,
            boolean cutOff,
            boolean restated,
            boolean quoted) {}

    /** A call that did not answer, or the reason for which none was made. */
    public record Failed(
            @Nullable String provider, @Nullable String model, String reason, long millis) {
        static Failed of(FailedAttempt attempt) {
            return new Failed(attempt.provider(), attempt.model(), attempt.reason(), attempt.millis());
        }
    }

    /** How long it took. */
    public record Times(long rules, long knowledge, long model, long total) {}
}
