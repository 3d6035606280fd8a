package io.guichet.api;

import io.guichet.billing.Reconciliation;
import io.guichet.billing.UsageFinding;
import io.guichet.kernel.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where the numbers of usage do not agree. */
@Path("admin/reconciliation")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminReconciliationResource {

    @Inject
    Reconciliation reconciliation;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List what the nightly comparison found",
            description =
                    "The ledger of this month and the last against counters, days, and what was said; of all clients,"
                            + " or of one.")
    @APIResponse(responseCode = "200", description = "A page, the newest first; nothing where all agree")
    @APIResponse(responseCode = "404", description = "client_not_found: client is no id")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit")
    public Answer.Paged<List<UsageFinding>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Only this client's, by its id") @QueryParam("client") @Nullable String client) {
        var tenant = client == null ? null : NamedClient.id(client);
        var page = reconciliation.findings(callers.platform(), tenant, PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }
}
