package io.guichet.api;

import io.guichet.billing.Statistics;
import io.guichet.billing.StatisticsRow;
import io.guichet.kernel.Permission;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How much a tenant used. */
@Path("client/stats")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientStatisticsResource {

    @Inject
    Statistics statistics;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read statistics",
            description =
                    "By day, deployment, member and metric; as JSON, or as CSV with format=csv or Accept: text/csv."
                            + " Also for a member with can_view_analytics.")
    @APIResponse(
            responseCode = "200",
            description = "At most 50,000 rows",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = StatisticsRow.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "403", description = "forbidden: a member without can_view_analytics")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Response get(@BeanParam StatisticsQuery query, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofMember(key, Permission.READ_USAGE);
        return query.answer(statistics.read(caller, query.request(null)));
    }
}
