package io.guichet.api;

import io.guichet.billing.InvoiceInFull;
import io.guichet.billing.InvoiceView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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

/** A tenant's own invoices. */
@Path("client/invoices")
@RequestScoped
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@APIResponse(responseCode = "401", description = "invalid_api_key")
@APIResponse(responseCode = "403", description = "forbidden: this needs the permission to read usage")
public class ClientInvoicesResource {

    @Inject
    Bills bills;

    @Inject
    Callers callers;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List your invoices",
            description = "One for each closed month; the last comes first. Amounts are minor units.")
    @APIResponse(
            responseCode = "200",
            description = "Invoices without their lines",
            content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort")
    public Answer.Paged<List<InvoiceView>> invoices(
            @HeaderParam("X-API-Key") @Nullable String key,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort) {
        return bills.invoices(callers.ofTenant(key), limit, cursor, sort);
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
    public Answer<InvoiceInFull> invoice(
            @HeaderParam("X-API-Key") @Nullable String key, @PathParam("invoice") String invoice) {
        return bills.invoice(callers.ofTenant(key), invoice);
    }
}
