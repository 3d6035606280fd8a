package io.guichet.answering.models;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** How long to wait before a model is asked once more: longer each time, never the same for two, and as it wishes. */
final class Pauses implements CustomBackoffStrategy {

    /** More than any pause of ours is, beside what the server wishes. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final long FIRST_MILLIS = 100;

    private final AtomicInteger before = new AtomicInteger();

    @Override
    public long nextDelayInMillis(Throwable failure) {
        var pause = Math.min(FIRST_MILLIS << before.getAndIncrement(), LONGEST.toMillis() / 2);
        var jitter = ThreadLocalRandom.current().nextLong(pause + 1);
        var wished = failure instanceof CallFailed failed ? failed.wished().toMillis() : 0;
        return Math.max(pause, wished) + jitter;
    }
}
