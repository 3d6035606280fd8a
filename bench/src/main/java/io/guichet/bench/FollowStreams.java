package io.guichet.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What pages cost that follow their conversations while nothing happens, and how soon they see what happens: heap and
 * processor of the node, transactions of its database with no stream, a quarter and all of them, then the time from the
 * commit of a reply to its event, while messages flow through the API and are answered.
 */
final class FollowStreams {

    private static final double MESSAGES_PER_SECOND = 50;
    private static final int SENDERS = 4;

    /** PostgreSQL's backends count what they did at the latest so long after it. */
    private static final Duration SETTLED = Duration.ofSeconds(12);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();

    FollowStreams(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    StreamsReport measure() throws IOException, SQLException, InterruptedException {
        var server = new ServerProcess(settings.server());
        progress.accept(settings.conversations() + " conversations are opened");
        try (var visitors = Visitors.arrive(settings);
                var crowd = new StreamCrowd(settings.api(), clock);
                var connection = connect()) {
            visitors.forgetMessages();
            if (!settings.warmUp().isZero()) {
                flow(visitors, settings.warmUp());
                progress.accept("warmed up");
            }
            var all = visitors.all();
            var idle = new ArrayList<StreamsReport.Idle>();
            for (var many : List.of(0, all.size() / 4, all.size())) {
                crowd.join(all.subList(crowd.size(), many));
                idle.add(idle(many, server, connection));
                progress.accept(idle.getLast().toString());
            }
            var flowed = flowing(visitors, crowd, connection);
            crowd.check();
            return new StreamsReport(Report.Machine.here(), idle, MESSAGES_PER_SECOND, flowed);
        }
    }

    /** Nothing happens: what the node and its database do meanwhile. */
    private StreamsReport.Idle idle(int streams, ServerProcess server, Connection connection)
            throws IOException, SQLException, InterruptedException {
        Thread.sleep(SETTLED);
        var heap = server.heap();
        var rates = new double[settings.rounds()];
        var began = System.nanoTime();
        var processor = server.processorTime();
        for (var i = 0; i < rates.length; i++) {
            var from = System.nanoTime();
            var before = transactions(connection);
            Thread.sleep(settings.round());
            rates[i] = (transactions(connection) - before) / seconds(from);
        }
        var burnt = server.processorTime().minus(processor);
        return new StreamsReport.Idle(streams, heap, burnt.toNanos() / 1e9 / seconds(began), Report.median(rates));
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    /** Of all connections, this one's own included. */
    private static long transactions(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("select xact_commit + xact_rollback from pg_stat_database"
                        + " where datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Sample flow(Visitors visitors, Duration time) throws InterruptedException {
        return new Load(SENDERS, visitors::turn).paced(Platform.message(settings), time, MESSAGES_PER_SECOND);
    }

    private Sample flowing(Visitors visitors, StreamCrowd crowd, Connection connection)
            throws SQLException, InterruptedException {
        var began = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var sent = flow(visitors, settings.round().multipliedBy(settings.rounds()));
        progress.accept("%d messages were accepted, p99 %.1f ms".formatted(sent.accepted(), sent.p99()));
        var until = System.nanoTime() + PATIENCE.toNanos();
        var committed = visitors.repliesSince(connection, began);
        while ((committed.size() < sent.accepted() || !allArrived(committed, crowd)) && System.nanoTime() < until) {
            Thread.sleep(200);
            committed = visitors.repliesSince(connection, began);
        }
        if (committed.size() < sent.accepted()) {
            throw new IllegalStateException(
                    "of " + sent.accepted() + " messages " + committed.size() + " were answered in time");
        }
        var latencies = new Latencies();
        for (var reply : committed.entrySet()) {
            var arrival = crowd.arrivalOf(reply.getKey());
            if (arrival == null) {
                throw new IllegalStateException("the reply " + reply.getKey() + " was never told");
            }
            latencies.add(ChronoUnit.NANOS.between(reply.getValue(), arrival));
        }
        return Sample.of(List.of(latencies), settings.round().multipliedBy(settings.rounds()));
    }

    private static boolean allArrived(Map<String, Instant> committed, StreamCrowd crowd) {
        return committed.keySet().stream().allMatch(reply -> crowd.arrivalOf(reply) != null);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                settings.database(), settings.app().name(), settings.app().password());
    }
}
