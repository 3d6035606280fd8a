package io.guichet.billing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statistics as a file for spreadsheets: comma, quotes, CRLF.
 *
 * @see "RFC 4180"
 */
public final class StatisticsCsv {

    private static final String HEAD = "day,metric,deployment_id,deployment,member_id,member,quantity\r\n";

    private StatisticsCsv() {}

    public static String write(List<StatisticsRow> rows) {
        return rows.stream().map(StatisticsCsv::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(StatisticsRow row) {
        return Stream.of(
                        cell(row.day()),
                        cell(row.metric() == null ? null : row.metric().code()),
                        cell(row.deploymentId()),
                        cell(row.deployment()),
                        cell(row.memberId()),
                        cell(row.member()),
                        Long.toString(row.quantity()))
                .collect(Collectors.joining(",", "", "\r\n"));
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
