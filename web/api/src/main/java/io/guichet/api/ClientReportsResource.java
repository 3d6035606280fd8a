package io.guichet.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.jspecify.annotations.Nullable;

/** A tenant's own monthly usage reports. */
@Path("client/reports")
@RequestScoped
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@APIResponse(responseCode = "401", description = "invalid_api_key")
@APIResponse(responseCode = "403", description = "forbidden: this needs the permission to read usage")
public class ClientReportsResource {

    @Inject
    Bills bills;

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
    public Response csv(@HeaderParam("X-API-Key") @Nullable String key, @PathParam("month") String month) {
        return bills.csv(callers.ofTenant(key), month);
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
    public Response pdf(@HeaderParam("X-API-Key") @Nullable String key, @PathParam("month") String month) {
        return bills.pdf(callers.ofTenant(key), month);
    }
}
