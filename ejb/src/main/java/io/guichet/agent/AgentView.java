package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A master, for those who run the platform.
 *
 * @param outputSchemas JSON Schemas by their names
 * @param deploymentsCount of all tenants, those that were deleted apart
 * @param version for {@code If-Match}
 */
public record AgentView(
        String id,
        String slug,
        String name,
        String sector,
        @Nullable String description,
        @Nullable String systemPrompt,
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        @Nullable Integer contextWindowSize,
        @Nullable String modelHost,
        @Nullable String collection,
        String welcomeMessage,
        String placeholder,
        @Nullable JsonNode defaultBranding,
        List<String> deploymentModes,
        boolean isWhitelabelEnabled,
        JsonNode whitelabelConfig,
        JsonNode limits,
        JsonNode outputSchemas,
        long deploymentsCount,
        int version,
        Instant createdAt,
        @Nullable Instant updatedAt) {}
