package io.guichet.bench;

import java.time.Duration;
import java.util.List;

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
        var all = new Latencies();
        lanes.forEach(all::addAll);
        if (all.size() == 0) {
            throw new IllegalStateException("no message was accepted");
        }
        return new Sample(
                all.size(), all.size() / (elapsed.toNanos() / 1e9), all.millis(0.50), all.millis(0.99), all.millis(1));
    }
}
