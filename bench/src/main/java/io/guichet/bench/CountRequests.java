package io.guichet.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What counting a request costs: in the memory of one node, by Bucket4j's rows, by a statement for each request, and by
 * leases. All in turn on the same database, sixty requests for each subject, so that every one of them is let through.
 */
final class CountRequests {

    private static final int LANES = 16;

    private final Settings settings;
    private final Consumer<String> progress;
    private final Map<String, List<Sample>> measured = new LinkedHashMap<>();

    CountRequests(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    void measure() throws SQLException, InterruptedException {
        asOwner(
                "create unlogged table if not exists bench_buckets (id text primary key, state bytea, expires_at bigint)");
        var clock = Clock.systemUTC();
        Map<String, Function<DataSource, Counter>> arms = new LinkedHashMap<>();
        arms.put("in memory", database -> Counter.inMemory());
        arms.put("bucket4j rows", Counter::bucket4j);
        arms.put("a statement", database -> Counter.statement(database, clock));
        arms.put("leases", database -> Counter.leases(database, clock));
        for (var arm : arms.entrySet()) {
            run(arm.getValue(), settings.round());
        }
        for (var i = 1; i <= settings.rounds(); i++) {
            for (var arm : arms.entrySet()) {
                var sample = run(arm.getValue(), settings.round());
                measured.computeIfAbsent(arm.getKey(), name -> new ArrayList<>())
                        .add(sample);
                progress.accept(
                        "round %d of %d, %s: %.0f/s".formatted(i, settings.rounds(), arm.getKey(), sample.perSecond()));
            }
        }
        asOwner("drop table bench_buckets");
        asOwner("truncate rate_windows");
    }

    private Sample run(Function<DataSource, Counter> arm, Duration length) throws SQLException, InterruptedException {
        var latencies = new ArrayList<Latencies>();
        var began = System.nanoTime();
        var running = new ArrayList<Future<Latencies>>();
        try (var threads = Executors.newFixedThreadPool(LANES)) {
            for (var i = 0; i < LANES; i++) {
                running.add(threads.submit(() -> lane(arm, began + length.toNanos())));
            }
            for (var one : running) {
                latencies.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lane failed", e.getCause());
        }
        return Sample.of(latencies, Duration.ofNanos(System.nanoTime() - began));
    }

    private Latencies lane(Function<DataSource, Counter> arm, long end) throws SQLException {
        var latencies = new Latencies();
        try (var connection = DriverManager.getConnection(
                settings.database(), settings.app().name(), settings.app().password())) {
            var counter = arm.apply(always(connection));
            var subject = UUID.randomUUID();
            for (var n = 0; System.nanoTime() < end; n++) {
                if (n % Counter.LIMIT == 0) {
                    subject = UUID.randomUUID();
                }
                var before = System.nanoTime();
                if (!counter.take(subject)) {
                    throw new IllegalStateException("request " + n + " was refused");
                }
                latencies.add(System.nanoTime() - before);
            }
        }
        return latencies;
    }

    /** A pool that has the one connection of its lane, and never waits. */
    private static DataSource always(Connection connection) {
        var kept = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> kept);
    }

    private void asOwner(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.database(),
                        settings.owner().name(),
                        settings.owner().password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%n  requests counted, %d lanes, %s%n", LANES, Report.Machine.here());
        out.println("  way               per second      p50 µs      p99 µs   µs each, all lanes");
        measured.forEach((name, rounds) -> out.printf(
                Locale.ROOT,
                "  %-14s %13.0f %11.1f %11.1f %10.2f%n",
                name,
                median(rounds, Sample::perSecond),
                1000 * median(rounds, Sample::p50),
                1000 * median(rounds, Sample::p99),
                1e6 / median(rounds, Sample::perSecond)));
    }

    void write(Path file) throws IOException {
        var rows = new StringBuilder();
        measured.forEach((name, rounds) -> rows.append(rows.isEmpty() ? "" : ",\n")
                .append("  {\"way\": \"%s\", \"per_second\": %.0f, \"p50_us\": %.1f, \"p99_us\": %.1f}"
                        .formatted(
                                name,
                                median(rounds, Sample::perSecond),
                                1000 * median(rounds, Sample::p50),
                                1000 * median(rounds, Sample::p99))));
        Files.writeString(file, "{\"name\": \"limits\", \"measured\": [\n" + rows + "\n]}\n");
    }

    private static double median(List<Sample> rounds, java.util.function.ToDoubleFunction<Sample> of) {
        return Report.median(rounds.stream().mapToDouble(of).toArray());
    }
}
