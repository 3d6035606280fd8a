package io.guichet.answering.models;

/** What became of asking one model. */
sealed interface Outcome {

    /** Tokens are estimates where the server did not say. */
    record Answered(String text, boolean cutOff, int inputTokens, int outputTokens) implements Outcome {}

    /**
     * @param reason as of {@link FailedAttempt}
     */
    record Failed(String reason) implements Outcome {}
}
