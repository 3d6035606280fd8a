package io.guichet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What streams cost, for people and as JSON.
 *
 * @param idle with no stream first, with most of them last
 * @param flowed milliseconds from the commit of a reply to its event
 */
record StreamsReport(Report.Machine machine, List<Idle> idle, double messagesPerSecond, Sample flowed) {

    /** What counts as « it did not grow »: the noise of what a node does anyway. */
    static final double NOISE = 1.2;

    static final double NOISE_PER_SECOND = 2;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    StreamsReport {
        idle = List.copyOf(idle);
    }

    /** Whether the database did no more for any number of idle streams than for none. */
    boolean asksNothing() {
        var most = idle.getFirst().transactionsPerSecond() * NOISE + NOISE_PER_SECOND;
        return idle.stream().allMatch(i -> i.transactionsPerSecond() <= most);
    }

    /** Bytes, of the last step: what was there before has settled. */
    long heapPerStream() {
        var all = idle.getLast();
        var none = idle.getFirst();
        return (all.heap() - none.heap()) / Math.max(1, all.streams() - none.streams());
    }

    void print(PrintStream out) {
        out.println();
        out.println("  streams that nothing happens on, " + machine);
        out.println("  streams   heap MB   processor   transactions/s");
        idle.forEach(i -> out.printf(
                Locale.ROOT,
                "  %7d %9.1f %10.2f%% %16.1f%n",
                i.streams(),
                i.heap() / 1e6,
                100 * i.processors(),
                i.transactionsPerSecond()));
        out.printf(Locale.ROOT, "  heap per stream %.1f kB; processor: of one%n", heapPerStream() / 1e3);
        out.printf("  transactions must not grow with the streams: %s%n", asksNothing() ? "they do not" : "THEY DO");
        out.printf(
                Locale.ROOT,
                "  commit of a reply to its event, %d replies at %.0f messages/s: p50 %.2f ms, p99 %.2f ms, worst %.2f ms%n",
                flowed.accepted(),
                messagesPerSecond,
                flowed.p50(),
                flowed.p99(),
                flowed.worst());
    }

    void write(Path file) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", "streams");
        json.put("heap_per_stream", heapPerStream());
        json.put("asks_nothing", asksNothing());
        json.put("measured", this);
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    /**
     * A node that holds so many streams, and nothing happens.
     *
     * @param heap bytes after a collection
     * @param processors that it keeps busy; 0.01 is a hundredth of one
     */
    record Idle(int streams, long heap, double processors, double transactionsPerSecond) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d streams: heap %.1f MB, %.2f%% of a processor, %.1f transactions/s",
                    streams,
                    heap / 1e6,
                    100 * processors,
                    transactionsPerSecond);
        }
    }
}
