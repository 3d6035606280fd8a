package io.guichet.work;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kind of work.
 *
 * @param name stands in the database: never renamed while work of it may be waiting
 * @param retries how long to wait after each failure in turn, before jitter; when they are used up the work is given up
 * @param lane where it queues: never changed while work of it may be waiting
 */
public record WorkType(String name, List<Duration> retries, Lane lane) {

    public WorkType {
        if (!name.matches("[a-z][a-z0-9.-]{0,63}")) {
            throw new IllegalArgumentException("not a kind of work: " + name);
        }
        retries = List.copyOf(retries);
    }

    /** Work of {@link Lane#ANSWERS}. */
    public WorkType(String name, List<Duration> retries) {
        this(name, retries, Lane.ANSWERS);
    }

    /** Retried for about an hour, from one second on, each wait twice the last. */
    public static WorkType retriedForAnHour(String name) {
        return doubling(name, 12);
    }

    /** Retried for about two minutes: somebody waits for it. */
    public static WorkType retriedForMinutes(String name) {
        return doubling(name, 7);
    }

    private static WorkType doubling(String name, int tries) {
        return new WorkType(
                name,
                IntStream.range(0, tries)
                        .mapToObj(i -> Duration.ofSeconds(1L << i))
                        .toList());
    }
}
