package io.guichet.api;

import io.guichet.kernel.PageRequest;
import io.guichet.tenancy.AuditEntry;
import io.guichet.tenancy.AuditTrail;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what in a tenant. */
@Path("client/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientAuditResource {

    @Inject
    AuditTrail trail;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read the audit trail",
            description =
                    "The newest first; what was done in this tenant, by its own people and software or by the platform.")
    @APIResponse(responseCode = "200", description = "A page of entries; page.next is the cursor of the next")
    @APIResponse(responseCode = "400", description = "bad_request: the cursor is none of this list")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, from, to, or a filter that is too long")
    public Answer.Paged<List<AuditEntry>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "As an entry says it, e.g. user:usr_… or key:gk_…") @QueryParam("actor") @Nullable
                    String actor,
            @Parameter(description = "api_key.revoked, or api_key for all of that kind") @QueryParam("action") @Nullable
                    String action,
            @Parameter(description = "The id of what it was done to") @QueryParam("thing") @Nullable String thing,
            @Parameter(description = "An instant, included") @QueryParam("from") @Nullable String from,
            @Parameter(description = "An instant, excluded") @QueryParam("to") @Nullable String to,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = trail.list(
                callers.ofTenant(key),
                PageRequest.of(limit, cursor, null, null, Set.of("at"), "-at"),
                new AuditTrail.AuditFilter(null, actor, action, thing, from, to));
        return Answer.Paged.of(page.items(), page.next());
    }
}
