package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and as JSON. */
record Report(Machine machine, int connections, int conversations, List<Round> rounds, HalfLoad halfLoad) {

    static final double FLOOR = 0.35;
    static final double AIM = 0.60;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    Report {
        rounds = List.copyOf(rounds);
    }

    /** The median of the rounds' ratios: a round that something else disturbed does not count for more than one. */
    double ratio() {
        return median(rounds.stream().mapToDouble(Round::ratio).toArray());
    }

    boolean reachesFloor() {
        return ratio() >= FLOOR;
    }

    static double medianRate(List<Round> rounds) {
        return median(rounds.stream().mapToDouble(r -> r.guichet().perSecond()).toArray());
    }

    static double median(double[] values) {
        var sorted = values.clone();
        java.util.Arrays.sort(sorted);
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    void print(PrintStream out) {
        out.println();
        out.printf(Locale.ROOT, "  accepted per second, %d at once, %s%n", connections, machine);
        out.println("  round      jdbc   guichet   ratio      p50 ms (jdbc)      p99 ms (jdbc)");
        for (var i = 0; i < rounds.size(); i++) {
            var round = rounds.get(i);
            out.printf(
                    Locale.ROOT,
                    "  %5d %9.0f %9.0f  %5.1f%% %8.2f (%7.2f) %8.2f (%7.2f)%n",
                    i + 1,
                    round.jdbc().perSecond(),
                    round.guichet().perSecond(),
                    100 * round.ratio(),
                    round.guichet().p50(),
                    round.jdbc().p50(),
                    round.guichet().p99(),
                    round.jdbc().p99());
        }
        out.printf(
                Locale.ROOT,
                "  median ratio %.1f%%: floor %.0f%% %s, aim %.0f%% %s%n",
                100 * ratio(),
                100 * FLOOR,
                reachesFloor() ? "reached" : "MISSED",
                100 * AIM,
                ratio() >= AIM ? "reached" : "missed");
        out.printf(
                Locale.ROOT,
                "  at half load (%.0f/s, open loop): p50 %.2f ms, p99 %.2f ms, worst %.2f ms (jdbc: %.2f, %.2f, %.2f)%n",
                halfLoad.perSecond(),
                halfLoad.guichet().p50(),
                halfLoad.guichet().p99(),
                halfLoad.guichet().worst(),
                halfLoad.jdbc().p50(),
                halfLoad.jdbc().p99(),
                halfLoad.jdbc().worst());
    }

    void write(Path file) throws IOException {
        var json = Map.of("name", "accept", "ratio", ratio(), "floor", FLOOR, "aim", AIM, "measured", this);
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    /** Both arms, one right after the other. */
    record Round(Sample guichet, Sample jdbc) {
        double ratio() {
            return guichet.perSecond() / jdbc.perSecond();
        }
    }

    /** Both arms at half of what the platform does at most. */
    record HalfLoad(double perSecond, Sample guichet, Sample jdbc) {}

    /** Where it was measured. */
    record Machine(int processors, String system, String java) {
        static Machine here() {
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.version().toString());
        }

        @Override
        public String toString() {
            return processors + " processors, " + system + ", Java " + java;
        }
    }
}
