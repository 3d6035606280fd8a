package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.Lately;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment says of its agent's configuration; null for a key that it leaves alone. Whether a key is taken is for
 * {@link ConfigurationResolver} to say.
 *
 * @param systemPromptReplace instead of the agent's prompt; the platform's disclosure stays
 * @param modelHost URL
 */
record ConfigOverlay(
        @Nullable String systemPromptAppend,
        @Nullable String systemPromptReplace,
        @Nullable String name,
        @Nullable String description,
        @Nullable String welcomeMessage,
        @Nullable String placeholder,
        @Nullable String model,
        @Nullable String fallbackModel,
        @Nullable BigDecimal temperature,
        @Nullable Integer maxTokens,
        @Nullable Integer contextWindowSize,
        @Nullable String modelHost,
        @Nullable String dedicatedCollection) {

    private static final int MOST_REMEMBERED = 1_000;
    private static final Cache<String, ConfigOverlay> LATELY = Lately.atMost(MOST_REMEMBERED);

    static final ConfigOverlay NOTHING =
            new ConfigOverlay(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final String FIELD = "config_overlay";

    /** What somebody sent: every key of the right type and size, and no text that makes the agent hide what it is. */
    static ConfigOverlay of(@Nullable JsonNode json, FieldErrors errors) {
        var object = new StrictObject(json, FIELD, errors);
        var overlay = new ConfigOverlay(
                Texts.given(object.text("system_prompt_append", PromptPolicy.LONGEST, true)),
                Texts.given(object.text("system_prompt_replace", PromptPolicy.LONGEST, true)),
                Texts.given(object.text("name", 255, false)),
                Texts.given(object.text("description", 2_000, true)),
                Texts.given(object.text("welcome_message", 500, true)),
                Texts.given(object.text("placeholder", 200, false)),
                Texts.given(object.text("model", 200, false)),
                Texts.given(object.text("fallback_model", 200, false)),
                object.number("temperature", AgentLimits.COLDEST, AgentLimits.HOTTEST),
                object.whole("max_tokens", 1, AgentLimits.MOST_TOKENS),
                object.whole("context_window_size", 1, AgentLimits.LARGEST_WINDOW),
                ModelHost.of(
                        object.text("model_host", 500, false),
                        object.text("ollama_host", 400, false),
                        object.whole("ollama_port", 1, ModelHost.HIGHEST_PORT),
                        FIELD + ".",
                        errors),
                Texts.given(object.text("dedicated_collection", "qdrant_collection", 100, false)));
        object.refuseOthers();
        overlay.checkPrompts(errors);
        errors.check(
                Texts.isCollection(overlay.dedicatedCollection),
                FIELD + ".dedicated_collection",
                "is lower-case letters, digits, - and _");
        return overlay;
    }

    private void checkPrompts(FieldErrors errors) {
        checkPrompt("system_prompt_append", systemPromptAppend, errors);
        checkPrompt("system_prompt_replace", systemPromptReplace, errors);
        checkPrompt("welcome_message", welcomeMessage, errors);
        checkPrompt("description", description, errors);
    }

    private static void checkPrompt(String key, @Nullable String text, FieldErrors errors) {
        if (text != null) {
            PromptPolicy.refusal(text).ifPresent(refusal -> errors.check(false, FIELD + "." + key, refusal));
        }
    }

    /** What stands in the database. */
    static ConfigOverlay stored(@Nullable String json) {
        return json == null ? NOTHING : LATELY.get(json, stored -> Json.read(stored, ConfigOverlay.class));
    }

    /** For the database; null where it says nothing. */
    @Nullable
    String json() {
        return said().isEmpty() ? null : Json.write(this);
    }

    /** Its collection comes from the field of the deployment, where that has one. */
    ConfigOverlay withCollection(@Nullable String collection) {
        return new ConfigOverlay(
                systemPromptAppend,
                systemPromptReplace,
                name,
                description,
                welcomeMessage,
                placeholder,
                model,
                fallbackModel,
                temperature,
                maxTokens,
                contextWindowSize,
                modelHost,
                collection);
    }

    /** The keys that say something. */
    Map<OverlayKey, Object> said() {
        var said = new EnumMap<OverlayKey, Object>(OverlayKey.class);
        for (var key : OverlayKey.values()) {
            var value = value(key);
            if (value != null) {
                said.put(key, value);
            }
        }
        return said;
    }

    private @Nullable Object value(OverlayKey key) {
        return switch (key) {
            case SYSTEM_PROMPT_APPEND -> systemPromptAppend;
            case SYSTEM_PROMPT_REPLACE -> systemPromptReplace;
            case NAME -> name;
            case DESCRIPTION -> description;
            case WELCOME_MESSAGE -> welcomeMessage;
            case PLACEHOLDER -> placeholder;
            case MODEL -> model;
            case FALLBACK_MODEL -> fallbackModel;
            case TEMPERATURE -> temperature;
            case MAX_TOKENS -> maxTokens;
            case CONTEXT_WINDOW_SIZE -> contextWindowSize;
            case MODEL_HOST -> modelHost;
            case DEDICATED_COLLECTION -> dedicatedCollection;
        };
    }
}
