package io.guichet.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import io.guichet.kernel.Lately;
import org.jspecify.annotations.Nullable;

/**
 * What the agent lets tenants change.
 *
 * @param allowPromptOverride append to the prompt, or replace it
 * @param allowRagOverride search a collection of its own beside the agent's
 * @param allowModelOverride another model, on another host
 * @param requiredBranding « Powered by » is always shown
 * @param minRateLimit floor of requests a minute from one address, or null
 * @param autoPromoteAfterDays after how many days what a deployment learned is proposed to the agent by itself, for a
 *     person to review; null for never
 */
record WhitelabelConfig(
        boolean allowPromptOverride,
        boolean allowRagOverride,
        boolean allowModelOverride,
        boolean requiredBranding,
        @Nullable Integer minRateLimit,
        @Nullable Integer autoPromoteAfterDays) {

    private static final int LONGEST_DELAY = 365;

    private static final int MOST_REMEMBERED = 1_000;
    private static final Cache<String, WhitelabelConfig> LATELY = Lately.atMost(MOST_REMEMBERED);

    static final WhitelabelConfig NOTHING = new WhitelabelConfig(false, false, false, false, null, null);

    /** What somebody sent; absent is false. */
    static WhitelabelConfig of(@Nullable JsonNode json, FieldErrors errors) {
        var object = new StrictObject(json, "whitelabel_config", errors);
        var config = new WhitelabelConfig(
                is(object.flag("allow_prompt_override")),
                is(object.flag("allow_rag_override")),
                is(object.flag("allow_model_override")),
                is(object.flag("required_branding")),
                object.whole("min_rate_limit", 1, AgentLimits.MOST_REQUESTS),
                object.whole("auto_promote_after_days", 1, LONGEST_DELAY));
        object.refuseOthers();
        return config;
    }

    /** What stands in the database. */
    static WhitelabelConfig stored(@Nullable String json) {
        return json == null ? NOTHING : LATELY.get(json, stored -> Json.read(stored, WhitelabelConfig.class));
    }

    private static boolean is(@Nullable Boolean flag) {
        return flag != null && flag;
    }
}
