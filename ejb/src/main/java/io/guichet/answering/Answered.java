package io.guichet.answering;

import io.guichet.knowledge.KnownAnswer;
import io.guichet.spi.sector.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn as it will be said, and how it was found.
 *
 * @param by who answered
 * @param model who phrased it, e.g. {@code ollama/mistral}; {@code rules} or {@code knowledge} where no model did
 * @param sources where the answer is from
 * @param known the answer of a person that is said, or null
 * @param handOver why a person must go on besides what the turn itself says, or null
 * @param understood whether the message was understood, by whomever
 * @param confidence how sure the answer is, 0 to 1: 0 where a model says that it could not answer; null where nothing
 *     measures it
 * @param intentEscalates whether what the message is about is always a person's to answer
 */
public record Answered(
        Turn turn,
        By by,
        String model,
        List<Source> sources,
        @Nullable KnownAnswer known,
        @Nullable String handOver,
        boolean understood,
        @Nullable Double confidence,
        boolean intentEscalates,
        TurnTrace trace) {

    public Answered {
        sources = List.copyOf(sources);
    }

    /** The same turn, said in the words of a person. */
    Answered saying(KnownAnswer answer) {
        return new Answered(turn, by, model, sources, answer, handOver, understood, confidence, intentEscalates, trace);
    }

    /** Who answered. */
    public enum By {
        RULES,
        LEARNED,
        FREQUENT,
        INTENT,
        KNOWLEDGE,
        MODEL,
        PLATFORM
    }

    /**
     * Where an answer is from.
     *
     * @param kind {@code document}, {@code learned} or {@code frequent}
     * @param id of the document or the answer
     */
    public record Source(
            String kind, String id, String title, @Nullable String url) {}
}
