package io.guichet.answering.models;

import java.util.List;

/**
 * What a model answered.
 *
 * @param cutOff whether it ended before the model had
 * @param failed what was tried before
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
