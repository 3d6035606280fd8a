package io.guichet.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two arms at full load in turn, round by round, after both were warmed up: what else happens on the machine hits both
 * arms of a round, so that its ratio moves less than its rates.
 */
final class Rounds {

    private final Settings settings;
    private final Load load;
    private final Checked checked;
    private final Consumer<String> progress;

    Rounds(Settings settings, Load load, Checked checked, Consumer<String> progress) {
        this.settings = settings;
        this.load = load;
        this.checked = checked;
        this.progress = progress;
    }

    List<Report.Round> run(Arm baseline, Arm measured) throws SQLException, InterruptedException {
        warmUp(measured);
        warmUp(baseline);
        var rounds = new ArrayList<Report.Round>();
        for (var i = 1; i <= settings.rounds(); i++) {
            var jdbc = checked.sample(load.full(baseline, settings.round()));
            var guichet = checked.sample(load.full(measured, settings.round()));
            var round = new Report.Round(guichet, jdbc);
            rounds.add(round);
            progress.accept("round %d of %d: %s %.0f/s, %s %.0f/s, ratio %.2f"
                    .formatted(
                            i,
                            settings.rounds(),
                            baseline.name(),
                            jdbc.perSecond(),
                            measured.name(),
                            guichet.perSecond(),
                            round.ratio()));
        }
        return rounds;
    }

    private void warmUp(Arm arm) throws SQLException, InterruptedException {
        if (settings.warmUp().isZero()) {
            return;
        }
        var sample = checked.sample(load.full(arm, settings.warmUp()));
        progress.accept("warm-up of %s: %.0f/s".formatted(arm.name(), sample.perSecond()));
    }

    /** What was said to be done is in the database; then the tables are as they were before. */
    interface Checked {
        Sample sample(Sample sample) throws SQLException, InterruptedException;
    }
}
