package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What the platform adds to a model, for people and as JSON.
 *
 * @param conversations at once
 * @param modelMillis what the model takes for itself
 * @param rounds in which visitors read what they are answered
 * @param hasty rounds in which they ask again at once
 */
record TurnReport(Report.Machine machine, int conversations, long modelMillis, List<Round> rounds, List<Round> hasty) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    TurnReport {
        rounds = List.copyOf(rounds);
        hasty = List.copyOf(hasty);
    }

    double overhead() {
        return Report.median(rounds.stream().mapToDouble(Round::overheadP95).toArray());
    }

    double firstWord() {
        return Report.median(rounds.stream().mapToDouble(Round::firstWordP50).toArray());
    }

    boolean isWithin() {
        return overhead() <= AnswerTurns.MOST_OVERHEAD_MILLIS && firstWord() <= AnswerTurns.MOST_FIRST_WORD_MILLIS;
    }

    void print(PrintStream out) {
        out.println();
        out.printf(
                Locale.ROOT,
                "  turns over a model of %d ms, %d conversations at once, %s%n",
                modelMillis,
                conversations,
                machine);
        out.println("  round   turns/s   overhead p50, p95, p99 ms   first word p50, p95 ms");
        rounds.forEach(round -> print(out, "read", round));
        hasty.forEach(round -> print(out, "hasty", round));
        out.printf(
                Locale.ROOT,
                "  median of the rounds that read: overhead p95 %.1f ms (at most %.0f), first word p50 %.1f ms (at most %.0f): %s%n",
                overhead(),
                AnswerTurns.MOST_OVERHEAD_MILLIS,
                firstWord(),
                AnswerTurns.MOST_FIRST_WORD_MILLIS,
                isWithin() ? "reached" : "MISSED");
    }

    private static void print(PrintStream out, String kind, Round round) {
        out.printf(
                Locale.ROOT,
                "  %5s %9.1f %10.1f %7.1f %7.1f %16.1f %7.1f%n",
                kind,
                round.perSecond(),
                round.overheadP50(),
                round.overheadP95(),
                round.overheadP99(),
                round.firstWordP50(),
                round.firstWordP95());
    }

    void write(Path file) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", "turn");
        json.put("overhead_p95", overhead());
        json.put("first_word_p50", firstWord());
        json.put("within", isWithin());
        json.put("measured", this);
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    /** Milliseconds. */
    record Round(
            double perSecond,
            double overheadP50,
            double overheadP95,
            double overheadP99,
            double firstWordP50,
            double firstWordP95) {

        static Round of(Latencies overhead, Latencies firstWord, Duration time) {
            return new Round(
                    overhead.size() / (time.toNanos() / 1e9),
                    overhead.millis(0.50),
                    overhead.millis(0.95),
                    overhead.millis(0.99),
                    firstWord.millis(0.50),
                    firstWord.millis(0.95));
        }
    }
}
