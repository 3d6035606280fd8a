package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.trust.ContextKeyId;
import io.guichet.trust.ContextKeyView;
import io.guichet.trust.ContextKeys;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** With what a tenant signs what it knows of its visitors. */
@Path("client/context-secrets")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientContextSecretsResource {

    @Inject
    ContextKeys keys;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List the keys for signing contexts",
            description = "The newest first, those that were revoked too; never a secret.")
    @APIResponse(responseCode = "200", description = "Algorithm, status and thumbprint of each")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or sort")
    public Answer.Paged<List<ContextKeyView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = keys.list(
                callers.ofTenant(key), PageRequest.of(limit, cursor, null, sort, Set.of("created_at"), "-created_at"));
        return Answer.Paged.of(page.items(), page.next());
    }

    /** A secret, shown this once, or a public key of the tenant's own. */
    @POST
    @Operation(
            summary = "Add a key for signing contexts",
            description =
                    "Without a public key a shared secret is made, for HS256. public_key_pem or public_key_jwk keeps"
                            + " yours: RSA for RS256, P-256 for ES256, Ed25519 for EdDSA. Two live at most.")
    @APIResponse(
            responseCode = "201",
            description = "The key; its id is the kid of tokens. The shared secret, this once",
            content = @Content(schema = @Schema(implementation = ContextKeys.ContextKeyCreated.class)))
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "conflict: two live already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response create(
            ContextKeys.@Nullable NewContextKey wanted,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = wanted == null ? new ContextKeys.NewContextKey(null, null, null) : wanted;
        return Response.status(Response.Status.CREATED)
                .entity(Answer.of(keys.create(caller, body, idempotencyKey)))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Revoke a key for signing contexts",
            description = "At once: no token by it is taken any more.")
    @APIResponse(responseCode = "204", description = "It vouches for nothing any more")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "not_found")
    public void revoke(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        keys.revoke(
                callers.ofTenant(key),
                ContextKeyId.parse(id)
                        .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such key.")));
    }
}
