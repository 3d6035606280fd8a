package io.guichet.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What one arm did in one round.
 *
 * @param perSecond messages accepted
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param worst milliseconds
 */
record Sample(long accepted, double perSecond, double p50, double p99, double worst) {

    static Sample of(List<Latencies> lanes, Duration elapsed) {
        var sorted = lanes.stream()
                .map(Latencies::toArray)
                .flatMapToLong(LongStream::of)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("no message was accepted");
        }
        return new Sample(
                sorted.length,
                sorted.length / (elapsed.toNanos() / 1e9),
                millis(sorted, 0.50),
                millis(sorted, 0.99),
                millis(sorted, 1));
    }

    /** The smallest latency that this share of the messages did not exceed. */
    private static double millis(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
