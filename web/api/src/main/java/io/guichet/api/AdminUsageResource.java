package io.guichet.api;

import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a client has used of what it may. */
@Path("admin/clients/{client}/usage")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, StatisticsQuery.CSV})
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminUsageResource {

    @Inject
    UsageFigures figures;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read what a client has used",
            description = "The running month by metric, and the twelve before;"
                    + " as JSON, or as CSV with format=csv or Accept: text/csv.")
    @APIResponse(
            responseCode = "200",
            description = "Used, included, what is left, and when it starts anew",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = StatisticsQuery.CSV, schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "422", description = "invalid_fields: format")
    @APIResponse(responseCode = "404", description = "client_not_found")
    public Response get(@BeanParam UsageQuery query, @PathParam("client") String client) {
        var caller = NamedClient.of(callers.platform(), client);
        return query.checked().answer(figures.current(caller));
    }
}
