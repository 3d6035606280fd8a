package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.quote.PriceBooks;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's own price book, as CSV. */
@Path("client/price-book")
@RequestScoped
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientPriceBookResource {

    private static final String CSV = "text/csv";

    @Inject
    PriceBooks books;

    @Inject
    Tenants tenants;

    @Inject
    Callers callers;

    @GET
    @Produces(CSV + ";charset=utf-8")
    @Operation(
            summary = "Export the price book",
            description = "404 where the tenant has none: the agent's holds then.")
    @APIResponse(responseCode = "200", description = "CSV with ; between columns")
    @APIResponse(responseCode = "404", description = "not_found: there is none")
    public Response export(@HeaderParam("X-API-Key") @Nullable String key) {
        var csv = books.export(callers.ofTenant(key))
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "You have no price book of your own."));
        return Response.ok(csv)
                .header("Content-Disposition", "attachment; filename=\"price-book.csv\"")
                .build();
    }

    @PUT
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace the price book", description = "All of it, or nothing where a line is faulty.")
    @APIResponse(responseCode = "200", description = "How many items it has")
    @APIResponse(responseCode = "422", description = "invalid_fields: every faulty line")
    public Answer<Imported> replace(String csv, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        return Answer.of(new Imported(books.replace(caller, tenants.get(caller).name(), csv)));
    }

    @DELETE
    @Operation(summary = "Remove the price book", description = "From then on the agent's holds.")
    @APIResponse(responseCode = "204", description = "Removed, or there was none")
    public void remove(@HeaderParam("X-API-Key") @Nullable String key) {
        books.remove(callers.ofTenant(key));
    }

    public record Imported(int items) {}
}
