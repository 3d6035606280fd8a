package io.guichet.api;

import io.guichet.tenancy.ApiKeyView;
import io.guichet.tenancy.ApiKeys;
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

/** A tenant's own API keys. */
@Path("client/keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientKeysResource {

    @Inject
    KeyEdge keys;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List the API keys",
            description = "The newest first, those that ended too; never the keys themselves.")
    @APIResponse(
            responseCode = "200",
            description = "Prefix, status, end and last use of each; page.next is the cursor of the next page")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or sort")
    public Answer.Paged<List<ApiKeyView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort,
            @HeaderParam("X-API-Key") @Nullable String key) {
        return keys.list(callers.ofTenant(key), limit, cursor, sort);
    }

    /** A new key, shown this once; the other one goes on for a while. */
    @POST
    @Path("rotate")
    @Operation(
            summary = "Rotate the API key",
            description = "The key before it works for overlap_seconds more (0 to 2592000, a day unless said)."
                    + " Two live at most; with overlap_seconds 0 all others end at once.")
    @APIResponse(
            responseCode = "201",
            description = "The new key in api_key, this once",
            content = @Content(schema = @Schema(implementation = ApiKeys.RotatedKey.class)))
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "conflict: two live already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response rotate(
            ApiKeys.@Nullable Rotation rotation,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam("X-API-Key") @Nullable String key) {
        return keys.rotate(callers.ofTenant(key), rotation, idempotencyKey);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke an API key", description = "At once. The last one that lives stays: rotate instead.")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is the last one that lives")
    public void revoke(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        keys.revoke(callers.ofTenant(key), id);
    }
}
