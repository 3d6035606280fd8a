package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Messages accepted per second through the platform, against a bare loop of the same SQL: the same database, the same
 * concurrency, in turn, after both were warmed up. Then both at half of what the platform can do, for the latency that a
 * visitor sees.
 */
final class AcceptMessages {

    private final Settings settings;
    private final Consumer<String> progress;

    AcceptMessages(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Report measure() throws IOException, SQLException, InterruptedException {
        var platform = Platform.message(settings);
        var baseline = new Baseline(settings.database(), settings.app(), Clock.systemUTC());
        progress.accept(settings.conversations() + " conversations are opened");
        try (var visitors = Visitors.arrive(settings)) {
            // The agent's welcome is a message, too.
            visitors.forgetMessages();
            var load = new Load(settings.connections(), visitors::turn);
            var rounds = new Rounds(settings, load, sample -> kept(visitors, sample), progress).run(baseline, platform);
            var rate = Report.medianRate(rounds) / 2;
            progress.accept("half load: %.0f/s".formatted(rate));
            var calm = kept(visitors, load.paced(baseline, settings.round().multipliedBy(2), rate));
            var half = kept(visitors, load.paced(platform, settings.round().multipliedBy(2), rate));
            return new Report(
                    Report.Machine.here(),
                    settings.connections(),
                    settings.conversations(),
                    rounds,
                    new Report.HalfLoad(rate, half, calm));
        }
    }

    /** What was said to be accepted is in the database; then the tables are as they were. */
    private static Sample kept(Visitors visitors, Sample sample) throws SQLException, InterruptedException {
        var kept = visitors.forgetMessages();
        if (kept != sample.accepted()) {
            throw new IllegalStateException(sample.accepted() + " messages were accepted, and " + kept + " are there");
        }
        Thread.sleep(Duration.ofMillis(500));
        return sample;
    }
}
