package io.guichet.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends requests of one kind over HTTP for a while, as fast as the answers come. */
final class Traffic {

    private final URI api;
    private final int lanes;

    Traffic(URI api, int lanes) {
        this.api = api;
        this.lanes = lanes;
    }

    /**
     * @throws IllegalStateException if an answer was not what the kind expects
     */
    Sample run(Kind kind, Duration time) throws InterruptedException, IOException {
        var threads = Executors.newFixedThreadPool(lanes);
        try {
            var began = System.nanoTime();
            var until = began + time.toNanos();
            var work = new ArrayList<Callable<Latencies>>();
            for (var lane = 0; lane < lanes; lane++) {
                var number = lane;
                work.add(() -> lane(kind, number, until));
            }
            var all = new ArrayList<Latencies>();
            for (var lane : threads.invokeAll(work)) {
                try {
                    all.add(lane.get());
                } catch (ExecutionException e) {
                    throw new IllegalStateException("« " + kind.name() + " » failed", e.getCause());
                }
            }
            return Sample.of(all, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Latencies lane(Kind kind, int lane, long until) throws IOException {
        var latencies = new Latencies();
        // Two in turn, as visitors do: none is used again while the server tidies up after its last exchange.
        try (var one = new KeepAlive(api);
                var other = new KeepAlive(api)) {
            for (var n = 0; System.nanoTime() < until && latencies.size() < Load.MOST_PER_LANE; n++) {
                var began = System.nanoTime();
                var answer = kind.send(n % 2 == 0 ? one : other, lane + (long) n * lanes);
                latencies.add(System.nanoTime() - began);
                if (answer.status() != kind.status()) {
                    throw new IllegalStateException("not " + kind.status() + ": " + answer);
                }
            }
        }
        return latencies;
    }

    /**
     * A kind of request.
     *
     * @param headers of the nth, taken in turn
     * @param json the body; empty for a GET
     * @param status that it is answered with
     */
    record Kind(String name, String path, List<Map<String, String>> headers, String json, int status) {

        Kind {
            headers = List.copyOf(headers);
        }

        KeepAlive.Answer send(KeepAlive connection, long n) throws IOException {
            var mine = headers.get((int) (n % headers.size()));
            return json.isEmpty() ? connection.get(path, mine) : connection.post(path, mine, json);
        }
    }
}
