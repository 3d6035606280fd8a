package io.guichet.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What a platform of several processes will do, but not yet. */
final class Eventually {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    static <T> T get(String what, Callable<T> question) {
        return get(what, PATIENCE, question);
    }

    /** Asks until the answer is not null; what the question asserts or throws ends it. */
    static <T> T get(String what, Duration patience, Callable<T> question) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < end) {
                var answer = question.call();
                if (answer != null) {
                    return answer;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("no " + what + " within " + patience.toSeconds() + " s");
    }

    static void holds(String what, Callable<Boolean> question) {
        get(what, () -> question.call() ? Boolean.TRUE : null);
    }
}
