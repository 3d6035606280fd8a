package io.guichet.api;

import io.guichet.tenancy.ApiKeyView;
import io.guichet.tenancy.ApiKeys;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The API keys of a client, for those who run the platform. */
@Path("admin/clients/{client}/keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminClientKeysResource {

    @Inject
    KeyEdge keys;

    @Inject
    ClientReads clients;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List the API keys of a client",
            description = "The newest first, those that ended too; never the keys themselves.")
    @APIResponse(
            responseCode = "200",
            description = "Prefix, status, end and last use of each; page.next is the cursor of the next page")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or sort")
    public Answer.Paged<List<ApiKeyView>> list(
            @PathParam("client") String client,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort) {
        return keys.list(clients.in(callers.platform(), client), limit, cursor, sort);
    }

    /** A new key, shown this once; the other one goes on for a while. */
    @POST
    @Path("rotate")
    @Operation(
            summary = "Rotate the API key of a client",
            description = "The key before it works for overlap_seconds more (0 to 2592000, a day unless said)."
                    + " Two live at most; with overlap_seconds 0 all others end at once.")
    @APIResponse(
            responseCode = "201",
            description = "The new key in api_key, this once",
            content = @Content(schema = @Schema(implementation = ApiKeys.RotatedKey.class)))
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "409", description = "conflict: two live already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response rotate(
            @PathParam("client") String client,
            ApiKeys.@Nullable Rotation rotation,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        return keys.rotate(clients.in(callers.platform(), client), rotation, idempotencyKey);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Revoke an API key of a client",
            description = "At once. The last one that lives stays: rotate instead.")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found or not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is the last one that lives")
    public void revoke(@PathParam("client") String client, @PathParam("id") String id) {
        keys.revoke(clients.in(callers.platform(), client), id);
    }
}
