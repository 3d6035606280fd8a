package io.guichet.answering.models;

import io.guichet.spi.model.ModelUnavailable.Reason;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call to one model brought no answer. */
class CallFailed extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** No longer than this a server's wish to be left alone is waited for. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Reason reason;
    private final boolean spoke;
    private final Duration wished;
    private final Duration left;

    /**
     * @param wished how long the server wishes to be left alone
     * @param spoke whether somebody has heard the beginning of an answer
     * @param left how much time there still is for all
     */
    CallFailed(
            Reason reason, String message, Duration wished, boolean spoke, Duration left, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.wished = wished;
        this.spoke = spoke;
        this.left = left;
    }

    Reason reason() {
        return reason;
    }

    /** Whether asking once more may help, there is time for it, and nobody has heard anything yet. */
    boolean worthAnother() {
        return !spoke
                && (reason == Reason.OVERLOADED || reason == Reason.UNREACHABLE)
                && wished.compareTo(LONGEST_WAIT) <= 0
                && wished.plus(Pauses.LONGEST).compareTo(left) < 0;
    }

    /** Whether it tells something of the server, and not of what it was asked. */
    boolean serversFault() {
        return switch (reason) {
            case UNREACHABLE, OVERLOADED, TIMED_OUT, BROKEN -> true;
            case REFUSED, UNSUPPORTED -> false;
        };
    }

    /** How long the server wishes to be left alone. */
    Duration wished() {
        return wished;
    }
}
