package io.guichet.api;

import io.guichet.analytics.Measures;
import io.guichet.analytics.MeasuresRow;
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

/** How the conversations of a tenant went. */
@Path("client/measures")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientMeasuresResource {

    @Inject
    Measures measures;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read measures",
            description =
                    "By the day on which conversations began, deployment and agent: how many, resolved without a person,"
                            + " hand-overs by reason, time until the answer, ratings. As JSON, or as CSV with format=csv"
                            + " or Accept: text/csv."
                            + " Also for a member with can_view_analytics.")
    @APIResponse(
            responseCode = "200",
            description = "A row for each day and deployment",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = MeasuresRow.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "403", description = "forbidden: a member without can_view_analytics")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Response get(@BeanParam MeasuresQuery query, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofMember(key, Permission.READ_USAGE);
        return query.answer(measures.read(caller, query.request()));
    }
}
