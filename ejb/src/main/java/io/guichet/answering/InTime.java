package io.guichet.answering;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for what may hang no longer than is allowed. What is given up is interrupted, and its end is nobody's. */
@ApplicationScoped
class InTime {

    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("answering-", 0).factory());

    @PreDestroy
    void stop() {
        calls.shutdownNow();
    }

    /**
     * @throws NotInTime if it fails, or has not ended by then
     */
    <T> T call(Duration atMost, Callable<T> work) throws NotInTime {
        return begin(work).end(atMost);
    }

    /** Begins what is waited for later, while something else is done. */
    <T> Begun<T> begin(Callable<T> work) {
        return new Begun<>(calls.submit(work));
    }

    /** What is being done. Where nobody waits for it, it ends by itself, and its end is nobody's. */
    record Begun<T>(Future<T> call) {

        /**
         * @throws NotInTime if it fails, or has not ended by then
         */
        T end(Duration atMost) throws NotInTime {
            try {
                return call.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                call.cancel(true);
                throw new NotInTime("not within " + atMost, e);
            } catch (ExecutionException e) {
                throw new NotInTime(String.valueOf(e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                call.cancel(true);
                Thread.currentThread().interrupt();
                throw new NotInTime("interrupted", e);
            }
        }
    }

    /** It failed, or took too long. */
    static final class NotInTime extends Exception {
        private static final long serialVersionUID = 1L;

        NotInTime(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
