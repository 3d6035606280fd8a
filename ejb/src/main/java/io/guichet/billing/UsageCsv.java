package io.guichet.billing;

import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is used as a file for spreadsheets, the running month first: comma, CRLF. Nothing in it is a stranger's text.
 *
 * @see "RFC 4180"
 */
public final class UsageCsv {

    private static final String HEAD = "period,metric,used,included,remaining,beyond,percent,resets_at\r\n";

    private UsageCsv() {}

    public static String write(UsageView usage) {
        var running = usage.metrics().stream().map(line -> running(usage.period(), line));
        var past = usage.history().stream().flatMap(UsageCsv::past);
        return Stream.concat(running, past).collect(Collectors.joining("", HEAD, ""));
    }

    private static String running(String period, UsageView.Line line) {
        return row(
                period,
                line.metric().code(),
                line.used(),
                line.included(),
                line.remaining(),
                line.beyond().code(),
                line.percent(),
                line.resetsAt());
    }

    /** Of a month that is over nothing but what was used is known here. */
    private static Stream<String> past(UsageView.Past past) {
        return new TreeMap<>(past.used())
                .entrySet().stream()
                        .map(used -> row(past.period(), used.getKey(), used.getValue(), null, null, null, null, null));
    }

    private static String row(@Nullable Object... cells) {
        return Stream.of(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
