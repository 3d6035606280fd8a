package io.guichet.bench;

import java.util.Arrays;

/** Nanoseconds, one after the other, without garbage. */
final class Latencies {

    private long[] nanos = new long[16_384];
    private int size;

    void add(long latency) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = latency;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return Arrays.copyOf(nanos, size);
    }
}
