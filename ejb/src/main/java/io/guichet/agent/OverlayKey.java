package io.guichet.agent;

import java.util.Locale;
import java.util.Optional;

/** What a deployment may say of its agent's configuration. The lower-case name is its key on the wire. */
enum OverlayKey {
    SYSTEM_PROMPT_APPEND(Grant.PROMPT),
    SYSTEM_PROMPT_REPLACE(Grant.PROMPT),
    NAME(Grant.NONE),
    DESCRIPTION(Grant.NONE),
    WELCOME_MESSAGE(Grant.NONE),
    PLACEHOLDER(Grant.NONE),
    MODEL(Grant.MODEL),
    FALLBACK_MODEL(Grant.MODEL),
    TEMPERATURE(Grant.NONE),
    MAX_TOKENS(Grant.NONE),
    CONTEXT_WINDOW_SIZE(Grant.NONE),
    MODEL_HOST(Grant.MODEL),
    DEDICATED_COLLECTION(Grant.RAG);

    private final Grant grant;

    OverlayKey(Grant grant) {
        this.grant = grant;
    }

    /** The form on the wire, e.g. {@code max_tokens}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The permission that the agent has not given and that this key needs; nothing where it may be used. */
    Optional<String> missing(WhitelabelConfig config) {
        return switch (grant) {
            case NONE -> Optional.empty();
            case PROMPT -> config.allowPromptOverride() ? Optional.empty() : Optional.of("allow_prompt_override");
            case RAG -> config.allowRagOverride() ? Optional.empty() : Optional.of("allow_rag_override");
            case MODEL -> config.allowModelOverride() ? Optional.empty() : Optional.of("allow_model_override");
        };
    }

    private enum Grant {
        NONE,
        PROMPT,
        RAG,
        MODEL
    }
}
