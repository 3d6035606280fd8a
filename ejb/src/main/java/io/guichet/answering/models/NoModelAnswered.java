package io.guichet.answering.models;

import java.util.List;

/** No model answered: none is there, all failed, or the day's money is spent. */
public class NoModelAnswered extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient List<FailedAttempt> attempts;

    /**
     * @param reason {@code none_configured}, {@code unavailable} or {@code cost_ceiling}
     */
    public NoModelAnswered(String reason, List<FailedAttempt> attempts) {
        super(reason);
        this.reason = reason;
        this.attempts = List.copyOf(attempts);
    }

    public String reason() {
        return reason;
    }

    public List<FailedAttempt> attempts() {
        return attempts;
    }
}
