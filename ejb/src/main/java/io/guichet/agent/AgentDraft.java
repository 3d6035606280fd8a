package io.guichet.agent;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.FieldErrors;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A master as the platform's people write it.
 *
 * @param sector names the sector agent that answers, e.g. {@code artisan}
 * @param modelHost URL
 * @param ollamaHost instead of modelHost, with a port of its own
 * @param collection of knowledge, shared by its deployments; {@code qdrant_collection}, too
 * @param deploymentModes {@code internal}, {@code shared}, {@code dedicated}: at least one; {@code deployment_mode} is one
 * @param isWhitelabelEnabled whether tenants may show it under their own brand; absent is false
 * @param whitelabelConfig what they may change
 * @param limits floors and ceilings
 * @param outputSchemas JSON Schemas of what its model answers besides words, by name: {@code pre_quote}
 */
public record AgentDraft(
        @Nullable String slug,
        @Nullable String name,
        @Nullable String sector,
        @Nullable String description,
        @Nullable String systemPrompt,
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        @Nullable Integer contextWindowSize,
        @Nullable String modelHost,
        @Nullable String ollamaHost,
        @Nullable Integer ollamaPort,
        @JsonAlias("qdrant_collection") @Nullable String collection,
        @Nullable String welcomeMessage,
        @Nullable String placeholder,
        @Nullable JsonNode defaultBranding,

        @JsonAlias("deployment_mode") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> deploymentModes,

        @Nullable Boolean isWhitelabelEnabled,
        @Nullable JsonNode whitelabelConfig,
        @Nullable JsonNode limits,
        @Nullable JsonNode outputSchemas) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> MODES = Set.of("internal", "shared", "dedicated");

    /**
     * Checks every field.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS} naming all that are
     *     faulty
     */
    Checked checked() {
        var errors = new FieldErrors();
        errors.check(slug != null && SLUG.matcher(slug).matches(), "slug", "is 1 to 63 of a–z, 0–9 and -")
                .check(sector != null && SLUG.matcher(sector).matches(), "sector", "is 1 to 63 of a–z, 0–9 and -");
        required(errors, "name", name, 255, false);
        required(errors, "welcome_message", welcomeMessage, 500, true);
        required(errors, "placeholder", placeholder, 200, false);
        text(errors, "description", description, 2_000, true);
        text(errors, "system_prompt", systemPrompt, 20_000, true);
        text(errors, "model", model, 200, false);
        text(errors, "fallback_model", fallbackModel, 200, false);
        text(errors, "model_host", modelHost, 500, false);
        text(errors, "ollama_host", ollamaHost, 400, false);
        var host = ModelHost.of(modelHost, ollamaHost, ollamaPort, "", errors);
        errors.check(Texts.isCollection(collection), "collection", "is lower-case letters, digits, - and _")
                .check(
                        deploymentModes != null
                                && !deploymentModes.isEmpty()
                                && deploymentModes.stream().allMatch(m -> m != null && MODES.contains(m)),
                        "deployment_modes",
                        "is one or more of internal, shared, dedicated");
        var branding = BrandingSchema.checked(defaultBranding, "default_branding", errors);
        var grants = WhitelabelConfig.of(whitelabelConfig, errors);
        var ceilings = AgentLimits.of(limits, errors);
        var schemas = OutputSchemas.checked(outputSchemas, errors);
        numbers(errors, ceilings);
        errors.throwIfAny();
        return new Checked(
                Set.copyOf(Objects.requireNonNull(deploymentModes).stream()
                        .map(Objects::requireNonNull)
                        .toList()),
                host,
                branding,
                grants,
                ceilings,
                schemas);
    }

    /** An agent keeps its own limits. */
    private void numbers(FieldErrors errors, AgentLimits ceilings) {
        errors.check(
                        temperature == null
                                || (temperature.stripTrailingZeros().scale() <= 2
                                        && temperature.compareTo(AgentLimits.COLDEST) >= 0
                                        && temperature.compareTo(AgentLimits.HOTTEST) <= 0
                                        && ceilings.clamped(temperature).compareTo(temperature) == 0),
                        "temperature",
                        "is 0 to 2 with at most 2 decimals, and within limits")
                .check(
                        maxTokens == null
                                || (maxTokens >= 1
                                        && maxTokens <= AgentLimits.MOST_TOKENS
                                        && ceilings.clampedTokens(maxTokens) == maxTokens),
                        "max_tokens",
                        "is 1 to " + AgentLimits.MOST_TOKENS + ", and within limits")
                .check(
                        contextWindowSize == null
                                || (contextWindowSize >= 1
                                        && contextWindowSize <= AgentLimits.LARGEST_WINDOW
                                        && ceilings.clampedWindow(contextWindowSize) == contextWindowSize),
                        "context_window_size",
                        "is 1 to " + AgentLimits.LARGEST_WINDOW + ", and within limits");
    }

    private static void required(FieldErrors errors, String field, @Nullable String value, int longest, boolean lines) {
        errors.check(value != null && !value.isBlank(), field, "is required");
        text(errors, field, value, longest, lines);
    }

    private static void text(FieldErrors errors, String field, @Nullable String value, int longest, boolean lines) {
        errors.check(Texts.isAtMost(value, longest), field, "is at most " + longest + " characters")
                .check(Texts.isClean(value, lines), field, "has no control characters");
    }

    /** What the checks made of the parts that have a form of their own. */
    record Checked(
            Set<String> modes,
            @Nullable String modelHost,
            @Nullable String branding,
            WhitelabelConfig grants,
            AgentLimits limits,
            @Nullable String outputSchemas) {}
}
