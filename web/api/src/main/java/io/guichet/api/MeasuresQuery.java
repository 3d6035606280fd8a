package io.guichet.api;

import io.guichet.analytics.MeasuresCsv;
import io.guichet.analytics.MeasuresRequest;
import io.guichet.analytics.MeasuresRow;
import io.guichet.kernel.FieldErrors;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query of measures, and the form of their answer. */
public class MeasuresQuery {

    @QueryParam("from")
    @Parameter(description = "First day in the tenant's zone, e.g. 2026-11-01; else the 30 days that end with to")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Last day, at most 93 later; else today")
    @Nullable
    String to;

    @QueryParam("deployment")
    @Parameter(description = "Of the deployment with this key")
    @Nullable
    String deployment;

    @QueryParam("format")
    @Parameter(description = "json or csv; else what Accept asks for")
    @Nullable
    String format;

    @Context
    HttpHeaders headers;

    @SuppressWarnings("NullAway.Init")
    public MeasuresQuery() {}

    MeasuresRequest request() {
        new FieldErrors()
                .check(StatisticsQuery.isDay(from), "from", "is a day, e.g. 2026-11-01")
                .check(StatisticsQuery.isDay(to), "to", "is a day, e.g. 2026-11-30")
                .check(format == null || Set.of("json", "csv").contains(format), "format", "is json or csv")
                .throwIfAny();
        return new MeasuresRequest(
                StatisticsQuery.day(from), StatisticsQuery.day(to), Requests.filter(deployment, "deployment"));
    }

    Response answer(List<MeasuresRow> rows) {
        return StatisticsQuery.wantsCsv(format, headers)
                ? StatisticsQuery.csv(MeasuresCsv.write(rows), "measures.csv")
                : Response.ok(Answer.Paged.of(rows, null), MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }
}
