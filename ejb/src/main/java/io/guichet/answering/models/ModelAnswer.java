package io.guichet.answering.models;

import java.util.List;

/**
 * What a model wrote.
 *
 * @param text never blank
 * @param cutOff whether it would have written more than it was allowed to
 * @param model its name at its server
 * @param inputTokens as its server says, or an estimate
 * @param outputTokens the same
 * @param millis from the question to the end of the answer, with all that was tried before
 * @param firstWordMillis from the question to the first word; {@code millis} where it came in one piece
 * @param failed what was tried before, in order
 */
public record ModelAnswer(
        String text,
        boolean cutOff,
        String provider,
        String model,
        int inputTokens,
        int outputTokens,
        long millis,
        long firstWordMillis,
        List<FailedAttempt> failed) {

    public ModelAnswer {
        failed = List.copyOf(failed);
    }
}
