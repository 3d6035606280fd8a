package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * What row-level security costs: the same requests to the same server, with its policies and without, in turn, among
 * 1,000 other tenants. And the plans of the statements behind them, with and without.
 */
final class Isolation {

    static final double AIM = 0.95;

    private static final int OTHERS = 1_000;

    private final Settings settings;
    private final Consumer<String> progress;

    Isolation(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws IOException, SQLException, InterruptedException {
        var compare = new Compare("isolation", "without", "with");
        var traffic = new Traffic(settings.api(), settings.connections());
        try (var crowd = Crowd.connect(settings)) {
            crowd.arrive(OTHERS, 100);
            var kinds = Counters.of(settings);
            for (var kind : kinds) {
                traffic.run(kind, settings.warmUp().dividedBy(kinds.size()));
            }
            progress.accept("warmed up");
            for (var i = 1; i <= settings.rounds(); i++) {
                for (var kind : kinds) {
                    crowd.tidy();
                    crowd.isolation(false);
                    traffic.run(kind, settings.round().dividedBy(4));
                    var without = traffic.run(kind, settings.round());
                    crowd.tidy();
                    crowd.isolation(true);
                    traffic.run(kind, settings.round().dividedBy(4));
                    compare.add(kind.name(), without, traffic.run(kind, settings.round()));
                }
                progress.accept("round %d of %d".formatted(i, settings.rounds()));
            }
            new Plans(settings, crowd).compareInto(compare);
        }
        compare.remark("aim %.0f%% of the rate: %s"
                .formatted(100 * AIM, compare.worst() >= AIM ? "reached by all" : "missed by one or more"));
        return compare;
    }
}
