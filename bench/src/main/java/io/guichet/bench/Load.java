package io.guichet.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Sends messages through an arm for a while. */
final class Load {

    /** However fast an arm is, it ends. */
    static final int MOST_PER_LANE = 200_000;

    private final int lanes;
    private final LongFunction<Visitors.Visitor> visitors;
    private final AtomicLong turns = new AtomicLong();

    Load(int lanes, LongFunction<Visitors.Visitor> visitors) {
        this.lanes = lanes;
        this.visitors = visitors;
    }

    /** As fast as it goes: each lane sends its next message when the last one was accepted. */
    Sample full(Arm arm, Duration time) throws InterruptedException {
        return run(arm, time, (lane, latencies, began, until) -> {
            for (var now = began; now < until && latencies.size() < MOST_PER_LANE; ) {
                lane.accept(visitors.apply(turns.getAndIncrement()));
                var after = System.nanoTime();
                latencies.add(after - now);
                now = after;
            }
        });
    }

    /**
     * At a fixed rate, whatever comes back: a message that had to wait for its lane is late from the moment that it was
     * due, so that a stall is seen by everyone who came during it (no coordinated omission).
     */
    Sample paced(Arm arm, Duration time, double perSecond) throws InterruptedException {
        var gap = (long) (1e9 * lanes / perSecond);
        var laneNumbers = new AtomicLong();
        return run(arm, time, (lane, latencies, began, until) -> {
            var due = began + gap * laneNumbers.getAndIncrement() / lanes;
            for (; due < until && latencies.size() < MOST_PER_LANE; due += gap) {
                for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                lane.accept(visitors.apply(turns.getAndIncrement()));
                latencies.add(System.nanoTime() - due);
            }
        });
    }

    private Sample run(Arm arm, Duration time, Pattern pattern) throws InterruptedException {
        var open = new ArrayList<Arm.Lane>();
        var threads = Executors.newFixedThreadPool(lanes);
        try {
            for (var i = 0; i < lanes; i++) {
                open.add(arm.open());
            }
            var began = System.nanoTime();
            var until = began + time.toNanos();
            var running = threads.invokeAll(open.stream()
                    .<Callable<Latencies>>map(lane -> () -> {
                        var latencies = new Latencies();
                        pattern.send(lane, latencies, began, until);
                        return latencies;
                    })
                    .toList());
            var elapsed = Duration.ofNanos(System.nanoTime() - began);
            return Sample.of(collect(running), elapsed);
        } catch (java.io.IOException | java.sql.SQLException e) {
            throw new IllegalStateException(arm.name() + " cannot be reached", e);
        } finally {
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
            close(open);
        }
    }

    private static List<Latencies> collect(List<Future<Latencies>> running) throws InterruptedException {
        var all = new ArrayList<Latencies>();
        for (var lane : running) {
            try {
                all.add(lane.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a message was not accepted", e.getCause());
            }
        }
        return all;
    }

    private static void close(List<Arm.Lane> lanes) {
        for (var lane : lanes) {
            try {
                lane.close();
            } catch (java.io.IOException | java.sql.SQLException e) {
                throw new IllegalStateException("a connection could not be closed", e);
            }
        }
    }

    private interface Pattern {
        void send(Arm.Lane lane, Latencies latencies, long began, long until) throws Exception;
    }
}
