package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a request costs among 10,000 other tenants, with 10,000 domains and ledger rows of its own tenant, against the same
 * request on a server that has the demo's alone. It must not grow.
 */
final class Growth {

    /** What counts as « it did not grow »: the noise of a shared machine. */
    static final double FLOOR = 0.90;

    private static final int MANY = 10_000;

    private final Settings settings;
    private final Consumer<String> progress;

    Growth(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws IOException, SQLException, InterruptedException {
        var compare = new Compare("growth", "few", "10,000");
        var traffic = new Traffic(settings.api(), settings.connections());
        var kinds = Counters.of(settings);
        for (var kind : kinds) {
            traffic.run(kind, settings.warmUp().dividedBy(kinds.size()));
        }
        progress.accept("warmed up");
        // The crowd comes and goes between rounds, so that what drifts meanwhile does not count as growth.
        for (var i = 1; i <= settings.rounds(); i++) {
            tidy();
            var few = new HashMap<String, Sample>();
            for (var kind : kinds) {
                few.put(kind.name(), calm(traffic, kind));
            }
            try (var crowd = Crowd.connect(settings)) {
                crowd.arrive(MANY, MANY);
                crowd.tidy();
                for (var kind : kinds) {
                    compare.add(kind.name(), Objects.requireNonNull(few.get(kind.name())), calm(traffic, kind));
                }
            }
            progress.accept("round %d of %d".formatted(i, settings.rounds()));
        }
        compare.remark("floor %.0f%%: %s"
                .formatted(100 * FLOOR, compare.worst() >= FLOOR ? "reached by all" : "missed by one or more"));
        return compare;
    }

    private void tidy() throws SQLException {
        try (var crowd = Crowd.connect(settings)) {
            crowd.tidy();
        }
    }

    private Sample calm(Traffic traffic, Traffic.Kind kind) throws InterruptedException, IOException {
        traffic.run(kind, Duration.ofSeconds(1));
        return traffic.run(kind, settings.round());
    }
}
