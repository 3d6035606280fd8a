package io.guichet.api;

import io.guichet.analytics.Measures;
import io.guichet.analytics.MeasuresRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** How the conversations of a client went. */
@Path("admin/clients/{client}/measures")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminMeasuresResource {

    @Inject
    Measures measures;

    @Inject
    ClientReads clients;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read a client's measures",
            description =
                    "By the day on which conversations began, deployment and agent: how many, resolved without a person,"
                            + " hand-overs by reason, time until the answer, ratings. As JSON, or as CSV with format=csv"
                            + " or Accept: text/csv.")
    @APIResponse(
            responseCode = "200",
            description = "A row for each day and deployment",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = MeasuresRow.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Response get(@BeanParam MeasuresQuery query, @PathParam("client") String client) {
        var context = clients.in(callers.platform(), client);
        return query.answer(measures.read(context, query.request()));
    }
}
