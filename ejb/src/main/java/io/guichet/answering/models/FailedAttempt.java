package io.guichet.answering.models;

/**
 * A model that did not answer.
 *
 * @param reason {@code no_price}, {@code cost_ceiling}, {@code open_circuit}, {@code too_many_calls}, {@code empty}, {@code
 *     failed}, or a reason of {@link io.guichet.spi.model.ModelUnavailable} in lower case
 * @param millis how long it was waited for
 */
public record FailedAttempt(String provider, String model, String reason, long millis) {}
