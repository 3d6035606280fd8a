package io.guichet.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes what was resolved key by key, each with its level. */
final class ShownValues {

    private ShownValues() {}

    static Map<String, ResolvedDeployment.Value> of(
            ResolvedConfiguration config, boolean hidesPrompt, boolean hidesHost) {
        var values = new LinkedHashMap<String, ResolvedDeployment.Value>();
        put(values, config, "name", config.name(), false);
        put(values, config, "description", config.description(), false);
        put(values, config, "system_prompt", config.systemPrompt(), hidesPrompt);
        put(values, config, "welcome_message", config.welcomeMessage(), false);
        put(values, config, "placeholder", config.placeholder(), false);
        put(values, config, "model", config.model(), false);
        put(values, config, "fallback_model", config.fallbackModel(), false);
        put(values, config, "temperature", config.temperature(), false);
        put(values, config, "max_tokens", config.maxTokens(), false);
        put(values, config, "context_window_size", config.contextWindowSize(), false);
        put(values, config, "model_host", config.modelHost(), hidesHost && config.modelHost() != null);
        put(values, config, "collections", config.collections(), false);
        put(values, config, "rate_limit_per_ip", config.rateLimitPerIp(), false);
        return values;
    }

    static Map<String, ResolvedDeployment.Value> of(Branding.Resolved branding) {
        var values = new LinkedHashMap<String, ResolvedDeployment.Value>();
        var shown = branding.branding().values();
        branding.sources()
                .forEach((key, level) -> values.put(key, new ResolvedDeployment.Value(shown.get(key), level, null)));
        return values;
    }

    private static void put(
            Map<String, ResolvedDeployment.Value> values,
            ResolvedConfiguration config,
            String key,
            @Nullable Object value,
            boolean hidden) {
        var level = Objects.requireNonNull(config.sources().get(key), key);
        values.put(key, new ResolvedDeployment.Value(hidden ? null : value, level, hidden ? Boolean.TRUE : null));
    }
}
