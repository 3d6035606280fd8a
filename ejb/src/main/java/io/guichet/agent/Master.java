package io.guichet.agent;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An agent's own configuration, as the resolver reads it; null for what it leaves to the platform. */
record Master(
        boolean whitelabelEnabled,
        WhitelabelConfig grants,
        AgentLimits limits,
        String name,
        @Nullable String description,
        @Nullable String systemPrompt,
        String welcomeMessage,
        String placeholder,
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        @Nullable Integer contextWindowSize,
        @Nullable String modelHost,
        @Nullable String collection) {}
