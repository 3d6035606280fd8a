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
    private final boolean begun;
    private final boolean spoke;
    private final boolean hurried;
    private final Duration wished;
    private final Duration left;

    /**
     * @param how how far it came
     * @param wished how long the server wishes to be left alone
     */
    CallFailed(Reason reason, String message, Duration wished, How how, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.wished = wished;
        this.begun = how.begun();
        this.spoke = how.spoke();
        this.hurried = how.hurried();
        this.left = how.left();
    }

    /**
     * How far a call came.
     *
     * @param begun whether the provider was asked at all, and not still to be when the time was over
     * @param spoke whether somebody has heard the beginning of an answer
     * @param hurried whether it was given so little time that its end tells nothing of the server
     * @param left how much time there still is for all
     */
    record How(boolean begun, boolean spoke, boolean hurried, Duration left) {}

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

    /** Whether what was to be sent has been read: a server that was too slow, or broke off, has done so. */
    boolean read() {
        return switch (reason) {
            case TIMED_OUT, BROKEN -> begun;
            case UNREACHABLE, OVERLOADED, REFUSED, UNSUPPORTED -> false;
        };
    }

    /** Whether it tells something of the server, and not of what it was asked. */
    boolean serversFault() {
        return switch (reason) {
            case UNREACHABLE, OVERLOADED, BROKEN -> true;
            case TIMED_OUT -> !hurried;
            case REFUSED, UNSUPPORTED -> false;
        };
    }

    /** How long the server wishes to be left alone. */
    Duration wished() {
        return wished;
    }
}
