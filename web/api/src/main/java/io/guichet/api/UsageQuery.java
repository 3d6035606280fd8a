package io.guichet.api;

import io.guichet.billing.UsageCsv;
import io.guichet.billing.UsageView;
import io.guichet.kernel.FieldErrors;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** In which form usage is asked for. */
public class UsageQuery {

    @QueryParam("format")
    @Parameter(description = "json or csv; else what Accept asks for")
    @Nullable
    String format;

    @Context
    HttpHeaders headers;

    @SuppressWarnings("NullAway.Init")
    public UsageQuery() {}

    /** Refuses a form that there is not, before anything is read. */
    UsageQuery checked() {
        new FieldErrors()
                .check(format == null || Set.of("json", "csv").contains(format), "format", "is json or csv")
                .throwIfAny();
        return this;
    }

    Response answer(UsageView usage) {
        return StatisticsQuery.wantsCsv(format, headers)
                ? StatisticsQuery.csv(UsageCsv.write(usage), "usage.csv")
                : Response.ok(Answer.of(usage), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
