package io.guichet.analytics;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures as a file for spreadsheets: comma, quotes, CRLF.
 *
 * @see "RFC 4180"
 */
public final class MeasuresCsv {

    private static final String HEAD = "day,agent_id,agent,deployment_id,deployment,conversations,resolved,hand_overs,"
            + "hand_over_reasons,response_median_ms,response_p90_ms,person_median_s,ratings,rating_average\r\n";

    private MeasuresCsv() {}

    public static String write(List<MeasuresRow> rows) {
        return rows.stream().map(MeasuresCsv::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(MeasuresRow row) {
        return Stream.of(
                        cell(row.day()),
                        cell(row.agentId()),
                        cell(row.agent()),
                        cell(row.deploymentId()),
                        cell(row.deployment()),
                        cell(row.conversations()),
                        cell(row.resolved()),
                        cell(row.handOvers()),
                        cell(reasons(row.handOverReasons())),
                        cell(row.responseMedianMs()),
                        cell(row.responseP90Ms()),
                        cell(row.personMedianS()),
                        cell(row.ratings()),
                        cell(row.ratingAverage()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String reasons(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    /** What a spreadsheet would take for a formula gets an apostrophe: names come from strangers. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString();
        var harmless = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? "\"" + harmless.replace("\"", "\"\"") + "\""
                : harmless;
    }
}
