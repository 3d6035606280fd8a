package io.guichet.spi.model;

/**
 * @param text what the model wrote
 * @param inputTokens tokens that were read; 0 where the server does not say
 * @param outputTokens tokens that were written; 0 where the server does not say
 */
public record Completion(String text, int inputTokens, int outputTokens) {}
