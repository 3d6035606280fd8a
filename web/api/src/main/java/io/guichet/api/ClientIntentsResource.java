package io.guichet.api;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.IntentDraft;
import io.guichet.knowledge.IntentId;
import io.guichet.knowledge.IntentView;
import io.guichet.knowledge.Intents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a tenant's contacts want, by how they say it. */
@Path("client/intents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientIntentsResource {

    @Inject
    Intents intents;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List intents",
            description = "By sector and name: the tenant's own, and what its sectors bring and it did not replace.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or a filter")
    public Answer.Paged<List<IntentView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Those of one sector, e.g. restaurant") @QueryParam("sector") @Nullable
                    String sector,
            @Parameter(description = "own or sector") @QueryParam("source") @Nullable String source,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var from = Requests.filter(source, "source");
        new FieldErrors()
                .check(from == null || List.of("own", "sector").contains(from), "source", "is own or sector")
                .throwIfAny();
        var page = intents.list(
                callers.ofTenant(key), PageRequest.of(limit, cursor), Requests.filter(sector, "sector"), from);
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Operation(
            summary = "Add an intent",
            description =
                    "With sentences that mean it. One of a name that the sector brings stands instead of that. Takes Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The intent; ETag is its version",
            content = @Content(schema = @Schema(implementation = IntentView.class)))
    @APIResponse(responseCode = "409", description = "conflict: there is one of this name, or there are enough")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response create(
            @Nullable IntentDraft intent,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var created = intents.create(callers.ofTenant(key), Requests.body(intent), idempotencyKey);
        return Response.created(URI.create("client/intents/" + created.id()))
                .tag(tag(created))
                .entity(Answer.of(created))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read an intent", description = "One of the tenant's own.")
    @APIResponse(
            responseCode = "200",
            description = "The intent; ETag is its version",
            content = @Content(schema = @Schema(implementation = IntentView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Response get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return answer(intents.get(callers.ofTenant(key), parsed(id)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace an intent",
            description = "All of it but its id. If-Match carries the ETag that was read, or *.")
    @APIResponse(
            responseCode = "200",
            description = "The intent as it is now",
            content = @Content(schema = @Schema(implementation = IntentView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: there is another of this name")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(
            @PathParam("id") String id,
            @Nullable IntentDraft intent,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var caller = callers.ofTenant(key);
        return answer(intents.replace(caller, parsed(id), Requests.body(intent), Versions.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove an intent", description = "What the sector brings under the same name counts again.")
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(responseCode = "404", description = "not_found")
    public void delete(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        intents.delete(callers.ofTenant(key), parsed(id));
    }

    private static Response answer(IntentView view) {
        return Response.ok(Answer.of(view)).tag(tag(view)).build();
    }

    private static EntityTag tag(IntentView own) {
        return Versions.tag(Objects.requireNonNull(own.version()));
    }

    private static IntentId parsed(String id) {
        return IntentId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such intent of yours."));
    }
}
