package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Few files are unpacked at a time: whoever sends many takes time of others, and not the node's memory. */
final class Turn {

    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Semaphore TURNS = new Semaphore(AT_A_TIME, true);

    private Turn() {}

    /**
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if others take too long
     */
    static <T> T in(Supplier<T> work) {
        if (!came()) {
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Many files come at once; send it again.", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            TURNS.release();
        }
    }

    private static boolean came() {
        try {
            return TURNS.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
