package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.Lately;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Floors and ceilings of an agent; nothing below it crosses them. Null for none.
 *
 * @param minRateLimitPerIp requests a minute
 * @param maxTokens of one answer
 * @param maxContextWindow messages
 */
record AgentLimits(
        @Nullable Integer minRateLimitPerIp,
        @Nullable BigDecimal minTemperature,
        @Nullable BigDecimal maxTemperature,
        @Nullable Integer maxTokens,
        @Nullable Integer maxContextWindow) {

    static final int MOST_REQUESTS = 100_000;
    static final int MOST_TOKENS = 200_000;
    static final int LARGEST_WINDOW = 1_000;
    static final BigDecimal COLDEST = BigDecimal.ZERO;
    static final BigDecimal HOTTEST = BigDecimal.valueOf(2);
    private static final int MOST_REMEMBERED = 1_000;
    private static final Cache<String, AgentLimits> LATELY = Lately.atMost(MOST_REMEMBERED);

    static final AgentLimits NONE = new AgentLimits(null, null, null, null, null);

    /** What somebody sent. */
    static AgentLimits of(@Nullable JsonNode json, FieldErrors errors) {
        var object = new StrictObject(json, "limits", errors);
        var limits = new AgentLimits(
                object.whole("min_rate_limit_per_ip", 1, MOST_REQUESTS),
                object.number("min_temperature", COLDEST, HOTTEST),
                object.number("max_temperature", COLDEST, HOTTEST),
                object.whole("max_tokens", 1, MOST_TOKENS),
                object.whole("max_context_window", 1, LARGEST_WINDOW));
        object.refuseOthers();
        errors.check(
                limits.minTemperature == null
                        || limits.maxTemperature == null
                        || limits.minTemperature.compareTo(limits.maxTemperature) <= 0,
                "limits.min_temperature",
                "is at most max_temperature");
        return limits;
    }

    /** What stands in the database. */
    static AgentLimits stored(@Nullable String json) {
        return json == null ? NONE : LATELY.get(json, stored -> Json.read(stored, AgentLimits.class));
    }

    BigDecimal clamped(BigDecimal temperature) {
        var floored = minTemperature == null ? temperature : temperature.max(minTemperature);
        return maxTemperature == null ? floored : floored.min(maxTemperature);
    }

    int clampedTokens(int tokens) {
        return maxTokens == null ? tokens : Math.min(tokens, maxTokens);
    }

    int clampedWindow(int messages) {
        return maxContextWindow == null ? messages : Math.min(messages, maxContextWindow);
    }
}
