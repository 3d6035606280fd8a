package io.guichet.spi.model;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that could not answer; another one, or a person, goes on. Its message holds no key and nothing of a prompt. */
public class ModelUnavailable extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong: the platform decides by it whether it asks once more. */
    public enum Reason {
        /** No connection, or one that broke before anything was answered. */
        UNREACHABLE,
        /** The server has too much to do, or has been asked too often. */
        OVERLOADED,
        /** The time was over. */
        TIMED_OUT,
        /** The server will not: a wrong key, an unknown model, a request it does not take. */
        REFUSED,
        /** The answer was half, or not to be understood. One that ended without a word is a {@link Completion}. */
        BROKEN,
        /** This provider cannot do that at all. */
        UNSUPPORTED
    }

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    public ModelUnavailable(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /**
     * @param retryAfter how long the server asks to be left alone, or null where it does not say
     */
    public ModelUnavailable(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** How long the server asks to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
