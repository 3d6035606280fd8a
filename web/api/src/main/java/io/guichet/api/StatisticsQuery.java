package io.guichet.api;

import io.guichet.billing.StatisticsCsv;
import io.guichet.billing.StatisticsRequest;
import io.guichet.billing.StatisticsRow;
import io.guichet.kernel.FieldErrors;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of statistics, and the form of their answer. */
public class StatisticsQuery {

    static final String CSV = "text/csv";

    private static final MediaType CSV_IN_UTF8 = new MediaType("text", "csv", "UTF-8");

    @QueryParam("from")
    @Parameter(description = "First day in the tenant's zone, e.g. 2026-11-01; else the first of the month")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Last day, at most 400 later; else today")
    @Nullable
    String to;

    @QueryParam("group_by")
    @Parameter(description = "Some of day, deployment, member, metric, with commas between; else day,metric")
    @Nullable
    String groupBy;

    @QueryParam("format")
    @Parameter(description = "json or csv; else what Accept asks for")
    @Nullable
    String format;

    @Context
    HttpHeaders headers;

    @SuppressWarnings("NullAway.Init")
    public StatisticsQuery() {}

    /** What is asked for; of one deployment, or of all for null. */
    StatisticsRequest request(@Nullable UUID deployment) {
        var faults = new FieldErrors()
                .check(isDay(from), "from", "is a day, e.g. 2026-11-01")
                .check(isDay(to), "to", "is a day, e.g. 2026-11-30")
                .check(format == null || Set.of("json", "csv").contains(format), "format", "is json or csv");
        faults.throwIfAny();
        return new StatisticsRequest(day(from), day(to), groups(), deployment);
    }

    Response answer(List<StatisticsRow> rows) {
        return wantsCsv(format, headers)
                ? csv(StatisticsCsv.write(rows), "statistics.csv")
                : Response.ok(Answer.Paged.of(rows, null), MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    static Response csv(String content, String name) {
        return Response.ok(content, CSV_IN_UTF8)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    static boolean wantsCsv(@Nullable String format, HttpHeaders headers) {
        if (format != null) {
            return format.equals("csv");
        }
        var first = headers.getAcceptableMediaTypes().getFirst();
        return !first.isWildcardSubtype() && first.isCompatible(CSV_IN_UTF8);
    }

    private Set<String> groups() {
        return groupBy == null || groupBy.isBlank()
                ? Set.of("day", "metric")
                : Arrays.stream(groupBy.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isDay(@Nullable String text) {
        try {
            day(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    static @Nullable LocalDate day(@Nullable String text) {
        return text == null || text.isBlank() ? null : LocalDate.parse(text);
    }
}
