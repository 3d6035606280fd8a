package io.guichet.answering.models;

import org.jspecify.annotations.Nullable;

/**
 * Which model an agent asks, from its resolved configuration.
 *
 * @param model {@code provider/name}, or a name of the provider that is the platform's own; null for the platform's model
 * @param fallbackModel the same, for when that one does not answer; null for the platform's
 * @param host where the model's server is, or null for where its provider's settings say
 * @param hostOfTenant whether the deployment's overlay set the host: no key of the platform's is sent there
 * @param temperature 0 to 2
 * @param maxTokens how much it may write; more than 0
 */
public record ModelChoice(
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable String host,
        boolean hostOfTenant,
        double temperature,
        int maxTokens) {}
