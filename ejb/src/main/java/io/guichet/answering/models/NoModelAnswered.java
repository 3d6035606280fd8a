package io.guichet.answering.models;

import java.io.Serial;
import java.util.List;

/** Neither the model nor its fallback answered: the sector agent goes on alone, or a person. */
public class NoModelAnswered extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    static final String NONE_NAMED = "none_named";
    static final String NONE_CONFIGURED = "none_configured";
    static final String UNAVAILABLE = "unavailable";
    static final String COST_CEILING = "cost_ceiling";

    private final String reason;
    private final transient List<FailedAttempt> attempts;

    public NoModelAnswered(String reason, List<FailedAttempt> attempts) {
        super("no model answered: " + reason + " " + attempts);
        this.reason = reason;
        this.attempts = List.copyOf(attempts);
    }

    /** {@code none_named}, {@code none_configured}, {@code unavailable} or {@code cost_ceiling}. */
    public String reason() {
        return reason;
    }

    /** Whether nobody wanted one: neither the agent nor the platform names a model, and nothing failed. */
    public boolean nobodyWantedOne() {
        return reason.equals(NONE_NAMED);
    }

    /** What was tried, in order. */
    public List<FailedAttempt> attempts() {
        return attempts;
    }
}
