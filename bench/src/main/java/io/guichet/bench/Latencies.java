package io.guichet.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Nanoseconds of one lane, to three digits, in as much memory as a minute's worst needs, however many they are. */
final class Latencies {

    private static final long WORST = TimeUnit.MINUTES.toNanos(10);

    private final Histogram nanos = new Histogram(WORST, 3);

    void add(long latency) {
        nanos.recordValue(Math.min(latency, WORST));
    }

    void addAll(Latencies others) {
        nanos.add(others.nanos);
    }

    long size() {
        return nanos.getTotalCount();
    }

    /**
     * The smallest latency that this share of them did not exceed, in milliseconds.
     *
     * @param share 0 to 1
     */
    double millis(double share) {
        return nanos.getValueAtPercentile(100 * share) / 1e6;
    }
}
