package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The job close-month over ten thousand tenants against one hand-written aggregate-and-insert over all of them. In turn, on the same rows; then the job once more, which has nothing to write.
 */
final class CloseMonths {

    static final double FLOOR = 0.50;

    private final Settings settings;
    private final Operator operator;
    private final Consumer<String> progress;

    CloseMonths(Settings settings, Operator operator, Consumer<String> progress) {
        this.settings = settings;
        this.operator = operator;
        this.progress = progress;
    }

    Result measure() throws IOException, SQLException, InterruptedException {
        try (var rows = new MonthRows(settings)) {
            progress.accept("%d tenants, %d units of the month"
                    .formatted(MonthRows.TENANTS, MonthRows.TENANTS * MonthRows.UNITS));
            rows.seed();
            rows.open();
            var expected = rows.invoiced(true);
            progress.accept("warm-up: by hand %.1f s, the job %.1f s"
                    .formatted(seconds(rows.byHand()), seconds(job(rows).took())));
            var rounds = new ArrayList<Round>();
            for (var i = 1; i <= settings.rounds(); i++) {
                rows.open();
                var byHand = rows.byHand();
                var round = new Round(byHand, job(rows));
                rounds.add(round);
                progress.accept("round %d of %d: by hand %.2f s, the job %.2f s, ratio %.2f"
                        .formatted(
                                i,
                                settings.rounds(),
                                seconds(byHand),
                                seconds(round.job().took()),
                                round.ratio()));
            }
            var before = rows.written();
            if (rows.invoiced(false) != expected) {
                throw new IllegalStateException("both ways invoice " + expected + " and " + rows.invoiced(false));
            }
            var again = operator.run("close-month", MonthRows.MONTH);
            return new Result(rounds, before, rows.written(), again);
        }
    }

    private Operator.Run job(MonthRows rows) throws IOException, InterruptedException, SQLException {
        var run = operator.run("close-month", MonthRows.MONTH);
        if (run.written() < MonthRows.TENANTS) {
            throw new IllegalStateException(run.written() + " tenants were closed");
        }
        if (rows.written() < 4L * MonthRows.TENANTS) {
            throw new IllegalStateException("only " + rows.written() + " rows are there");
        }
        return run;
    }

    private static double seconds(Duration took) {
        return took.toNanos() / 1e9;
    }

    /** Both, one right after the other. */
    record Round(Duration byHand, Operator.Run job) {
        double ratio() {
            return seconds(byHand) / seconds(job.took());
        }
    }

    /**
     * @param written rows of the month after the last closing
     * @param after rows after it was closed once more
     */
    record Result(List<Round> rounds, long written, long after, Operator.Run again) {

        double ratio() {
            return Report.median(rounds.stream().mapToDouble(Round::ratio).toArray());
        }

        boolean reachesFloor() {
            return ratio() >= FLOOR && after == written && again.written() == 0;
        }

        void print(PrintStream out) {
            out.println();
            out.printf(
                    Locale.ROOT,
                    "  close-month, %d tenants, %d units, %s%n",
                    MonthRows.TENANTS,
                    MonthRows.TENANTS * MonthRows.UNITS,
                    Report.Machine.here());
            out.println("  round   by hand s     job s   ratio");
            for (var i = 0; i < rounds.size(); i++) {
                var round = rounds.get(i);
                out.printf(
                        Locale.ROOT,
                        "  %5d %11.2f %9.2f  %5.1f%%%n",
                        i + 1,
                        seconds(round.byHand()),
                        seconds(round.job().took()),
                        100 * round.ratio());
            }
            out.printf(
                    Locale.ROOT,
                    "  median ratio %.1f%%: floor %.0f%% %s%n",
                    100 * ratio(),
                    100 * FLOOR,
                    ratio() >= FLOOR ? "reached" : "MISSED");
            out.printf(
                    Locale.ROOT,
                    "  a second run: %d tenants read, %d written, %d rows before and %d after, %.2f s%n",
                    again.read(),
                    again.written(),
                    written,
                    after,
                    seconds(again.took()));
        }

        void write(Path file) throws IOException {
            var json = Map.of(
                    "name",
                    "close-month",
                    "ratio",
                    ratio(),
                    "floor",
                    FLOOR,
                    "rounds",
                    rounds.stream()
                            .map(r -> Map.of(
                                    "by_hand_seconds",
                                    seconds(r.byHand()),
                                    "job",
                                    r.job().json()))
                            .toList(),
                    "second_run",
                    again.json(),
                    "rows",
                    Map.of("before", written, "after", after));
            Files.writeString(
                    file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        }
    }
}
