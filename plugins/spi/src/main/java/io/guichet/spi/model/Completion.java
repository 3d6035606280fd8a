package io.guichet.spi.model;

import java.util.Objects;

/**
 * @param text what the model wrote; blank where it ended without a word, e.g. since all that it may write went into its
 *     thoughts: the platform counts its tokens, and takes it for no answer
 * @param inputTokens tokens that were read; 0 where the server does not say
 * @param outputTokens tokens that were written; 0 where the server does not say
 */
public record Completion(String text, Ending ending, int inputTokens, int outputTokens) {

    /** Why the model stopped. */
    public enum Ending {
        /** It had said what it had to say. */
        COMPLETE,
        /** It had written as much as it was allowed to. */
        CUT_OFF,
        /** It, or a filter of its server, would not answer this. */
        REFUSED
    }

    public Completion {
        Objects.requireNonNull(text);
        Objects.requireNonNull(ending);
        inputTokens = Math.max(0, inputTokens);
        outputTokens = Math.max(0, outputTokens);
    }
}
