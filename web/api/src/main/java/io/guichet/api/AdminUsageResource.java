package io.guichet.api;

import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a client has used of what it may. */
@Path("admin/clients/{client}/usage")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
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
            description = "The running month by metric, and the twelve before.")
    @APIResponse(
            responseCode = "200",
            description = "Used, included, what is left, and when it starts anew",
            content = @Content(schema = @Schema(implementation = UsageView.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    public Answer<UsageView> get(@PathParam("client") String client) {
        return Answer.of(figures.current(NamedClient.of(callers.platform(), client)));
    }
}
