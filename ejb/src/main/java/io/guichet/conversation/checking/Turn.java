package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Few files are unpacked at a time: whoever sends many takes time of others, and not the node's memory. */
final class Turn {

    static final Turn OF_ALL = new Turn(2);

    /** Its reader is written in Java, and takes twenty bytes for a pixel. */
    static final Turn OF_WEBP = new Turn(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore turns;

    private Turn(int atATime) {
        turns = new Semaphore(atATime, true);
    }

    /**
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if others take too long
     */
    <T> T in(Supplier<T> work) {
        if (!came()) {
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Many files come at once; send it again.", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean came() {
        try {
            return turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
