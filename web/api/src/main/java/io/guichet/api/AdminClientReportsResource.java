package io.guichet.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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

/** A client's monthly usage reports, for the platform's operators. */
@Path("admin/clients/{client}/reports")
@RequestScoped
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden: this needs the role super_admin or admin")
@APIResponse(responseCode = "404", description = "client_not_found")
public class AdminClientReportsResource {

    @Inject
    Bills bills;

    @Inject
    ClientReads clients;

    @Inject
    Callers callers;

    @GET
    @Path("{month}.csv")
    @Produces({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "A month's usage report as CSV",
            description = "RFC 4180, UTF-8. The month is closed and never changes.")
    @APIResponse(
            responseCode = "200",
            description = "client, month, metric, quantity, included, overage",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", description = "not_found: the month is not closed")
    public Response csv(@PathParam("client") String client, @PathParam("month") String month) {
        return bills.csv(clients.in(callers.platform(), client), month);
    }

    @GET
    @Path("{month}.pdf")
    @Produces({"application/pdf", MediaType.APPLICATION_JSON})
    @Operation(summary = "A month's usage report as PDF", description = "PDF/A-3b, in the tenant's language.")
    @APIResponse(
            responseCode = "200",
            description = "Usage and the draft invoice's amounts",
            content =
                    @Content(
                            mediaType = "application/pdf",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "not_found: the month is not closed")
    public Response pdf(@PathParam("client") String client, @PathParam("month") String month) {
        return bills.pdf(clients.in(callers.platform(), client), month);
    }
}
