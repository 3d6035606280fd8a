package io.guichet.answering.models;

/** A call of a model that did not answer. */
public record FailedAttempt(String provider, String model, String reason, long millis) {}
