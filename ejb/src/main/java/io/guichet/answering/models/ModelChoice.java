package io.guichet.answering.models;

import org.jspecify.annotations.Nullable;

/**
 * Which model is asked, as the configuration says.
 *
 * @param hostOfTenant whether the host was set by the deployment's overlay
 */
public record ModelChoice(
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable String host,
        boolean hostOfTenant,
        double temperature,
        int maxTokens) {}
