package io.guichet.api;

import io.guichet.billing.InvoiceInFull;
import io.guichet.billing.InvoiceView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A client's invoices, for the platform's operators. */
@Path("admin/clients/{client}/invoices")
@RequestScoped
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "unauthenticated")
@APIResponse(responseCode = "403", description = "forbidden: this needs the role super_admin or admin")
@APIResponse(responseCode = "404", description = "client_not_found")
public class AdminClientInvoicesResource {

    @Inject
    Bills bills;

    @Inject
    ClientReads clients;

    @Inject
    Callers callers;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List a client's invoices",
            description = "One for each closed month; the last comes first. Amounts are minor units.")
    @APIResponse(
            responseCode = "200",
            description = "Invoices without their lines",
            content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort")
    public Answer.Paged<List<InvoiceView>> invoices(
            @PathParam("client") String client,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort) {
        return bills.invoices(clients.in(callers.platform(), client), limit, cursor, sort);
    }

    @GET
    @Path("{invoice}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Read an invoice", description = "With its lines; VAT is per line, with its reason.")
    @APIResponse(
            responseCode = "200",
            description = "The invoice",
            content = @Content(schema = @Schema(implementation = InvoiceInFull.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Answer<InvoiceInFull> invoice(@PathParam("client") String client, @PathParam("invoice") String invoice) {
        return bills.invoice(clients.in(callers.platform(), client), invoice);
    }
}
