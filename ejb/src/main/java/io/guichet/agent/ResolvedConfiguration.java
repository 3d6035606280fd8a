package io.guichet.agent;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent's configuration in one deployment, once every level has had its say.
 *
 * @param systemPrompt ends with the platform's disclosure
 * @param model null where the platform's own is used; the same for the fallback and the host
 * @param collections of knowledge that are searched: the agent's and the deployment's
 * @param rateLimitPerIp requests a minute
 * @param sources per key which level set it: {@code platform}, {@code agent} or {@code deployment}
 * @param notes what was not taken from the deployment, or not as it stands there, and why
 */
public record ResolvedConfiguration(
        String name,
        @Nullable String description,
        String systemPrompt,
        String welcomeMessage,
        String placeholder,
        @Nullable String model,
        @Nullable String fallbackModel,
        BigDecimal temperature,
        int maxTokens,
        int contextWindowSize,
        @Nullable String modelHost,
        List<String> collections,
        int rateLimitPerIp,
        Map<String, String> sources,
        List<Note> notes) {

    public ResolvedConfiguration {
        collections = List.copyOf(collections);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        notes = List.copyOf(notes);
    }

    /**
     * @param key of the overlay, or of the value that was clamped
     * @param outcome {@code not_taken} or {@code clamped}
     */
    public record Note(String key, String outcome, String reason) {}
}
