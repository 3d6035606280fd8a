package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two states of one server, request by request: each round is a ratio of rates, and the median of the rounds counts. */
final class Compare {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final String name;
    private final String baseline;
    private final String measured;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean exact = true;

    Compare(String name, String baseline, String measured) {
        this.name = name;
        this.baseline = baseline;
        this.measured = measured;
    }

    void add(String kind, Sample before, Sample after) {
        rounds.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Round(before, after));
    }

    void remark(String line) {
        remarks.add(line);
    }

    /** What has to be exact, and is no matter of rates. */
    void demand(String line, boolean met) {
        remarks.add(line);
        exact &= met;
    }

    /** Whether all that was demanded is met. */
    boolean exact() {
        return exact;
    }

    private static double ratio(List<Round> rounds) {
        return Report.median(rounds.stream()
                .mapToDouble(r -> r.measured().perSecond() / r.baseline().perSecond())
                .toArray());
    }

    /** The smallest median of all kinds. */
    double worst() {
        return rounds.values().stream().mapToDouble(Compare::ratio).min().orElseThrow();
    }

    void print(PrintStream out) {
        out.println();
        out.printf(Locale.ROOT, "  %s: %s against %s, %s%n", name, measured, baseline, Report.Machine.here());
        out.printf("  %-22s %12s %12s %8s   %s%n", "requests per second", baseline, measured, "ratio", "p99 ms");
        rounds.forEach((kind, all) -> out.printf(
                Locale.ROOT,
                "  %-22s %12.0f %12.0f %7.1f%%   %.2f → %.2f%n",
                kind,
                Report.median(
                        all.stream().mapToDouble(r -> r.baseline().perSecond()).toArray()),
                Report.median(
                        all.stream().mapToDouble(r -> r.measured().perSecond()).toArray()),
                100 * ratio(all),
                Report.median(all.stream().mapToDouble(r -> r.baseline().p99()).toArray()),
                Report.median(all.stream().mapToDouble(r -> r.measured().p99()).toArray())));
        remarks.forEach(r -> out.println("  " + r));
    }

    void write(Path file) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("worst_ratio", worst());
        json.put("machine", Report.Machine.here());
        json.put("rounds", rounds);
        json.put("remarks", remarks);
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    /** Both states, one right after the other. */
    record Round(Sample baseline, Sample measured) {}
}
