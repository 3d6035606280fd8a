package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.ClientView;
import io.guichet.tenancy.Clients;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The companies that have Guichet. */
@Path("admin/clients")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminClientsResource {

    private static final Set<String> SORTS = Set.of("name", "created_at");

    @Inject
    Clients clients;

    @Inject
    ClientReads reads;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List clients",
            description = "sort is name or created_at, - before it turns it round; the newest first unless said."
                    + " Deleted ones are listed for status=deleted alone.")
    @APIResponse(responseCode = "200", description = "A page of clients; page.next is the cursor of the next")
    @APIResponse(responseCode = "400", description = "bad_request: the cursor is none of this list")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort, q, status or billing_type")
    public Answer.Paged<List<ClientRead>> list(
            @Parameter(description = "1 to 100, 50 unless said") @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "In name, slug or contact_email") @QueryParam("q") @Nullable String words,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "active, suspended or deleted") @QueryParam("status") @Nullable String status,
            @Parameter(description = "monthly; yearly and usage find who was noted so before")
                    @QueryParam("billing_type")
                    @Nullable
                    String billingType) {
        var caller = callers.platform();
        var page = clients.list(
                caller,
                PageRequest.of(limit, cursor, words, sort, SORTS, "-created_at"),
                new Clients.ClientFilter(blank(status), blank(billingType)));
        return Answer.Paged.of(reads.of(caller, page.items()), page.next());
    }

    /** A client with its first API key, which is shown this once. */
    @POST
    @Operation(
            summary = "Register a client",
            description = "slug, name and contact_email are required. max_… are null for what the plan says."
                    + " price_minor is what was agreed a month, for a plan that is quoted and no other."
                    + " With Idempotency-Key the first answer, key included, is given again.")
    @APIResponse(
            responseCode = "201",
            description = "The client, and api_key this once",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "slug_taken: also by a client that was deleted")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response register(
            Clients.@Nullable ClientData client, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.platform();
        var made = clients.register(caller, Requests.body(client), idempotencyKey);
        return Response.created(URI.create("admin/clients/" + made.client().id()))
                .tag(Versions.tag(made.client().version()))
                .entity(Answer.of(new Registered(reads.of(caller, made.client()), made.apiKey())))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a client", description = "ETag is its version, for If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The client, suspended ones too",
            content = @Content(schema = @Schema(implementation = ClientRead.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    public Response get(@PathParam("id") String id) {
        var caller = callers.platform();
        return answer(caller, clients.get(caller, parsed(id)));
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Replace what is known of a client",
            description = "What is left out is emptied, or as it usually is. If-Match is the ETag that was read, or *."
                    + " plan and price_minor are refused here: PUT /api/admin/clients/{id}/subscription changes them.")
    @APIResponse(
            responseCode = "200",
            description = "The client as it is now",
            content = @Content(schema = @Schema(implementation = ClientRead.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "409", description = "slug_taken")
    @APIResponse(responseCode = "412", description = "precondition_failed: somebody changed it meanwhile")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required: there is no If-Match")
    public Response replace(
            @PathParam("id") String id,
            Clients.@Nullable ClientData client,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        var caller = callers.platform();
        var body = Requests.body(client);
        return answer(caller, clients.replace(caller, parsed(id), body, Versions.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a client",
            description = "For super_admin. Its keys are revoked and nothing of it answers any more; its ledger and its"
                    + " invoices stay, and its slug stays taken.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "forbidden: an admin does not delete")
    @APIResponse(responseCode = "404", description = "client_not_found")
    public void delete(@PathParam("id") String id) {
        clients.delete(callers.platform(), parsed(id));
    }

    @POST
    @Path("{id}/suspend")
    @Operation(
            summary = "Suspend a client",
            description = "Its keys, its people, its sessions and its links are refused until it is reactivated.")
    @APIResponse(
            responseCode = "200",
            description = "Suspended",
            content = @Content(schema = @Schema(implementation = ClientRead.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields: reason is required")
    public Response suspend(@PathParam("id") String id, @Nullable Suspension suspension) {
        var caller = callers.platform();
        var reason = Requests.body(suspension).reason();
        return answer(caller, clients.suspend(caller, parsed(id), reason));
    }

    @POST
    @Path("{id}/reactivate")
    @Operation(summary = "Reactivate a client", description = "One that is active stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "Active",
            content = @Content(schema = @Schema(implementation = ClientRead.class)))
    @APIResponse(responseCode = "404", description = "client_not_found")
    public Response reactivate(@PathParam("id") String id) {
        var caller = callers.platform();
        return answer(caller, clients.reactivate(caller, parsed(id)));
    }

    private Response answer(PlatformCaller caller, ClientView client) {
        return Response.ok(Answer.of(reads.of(caller, client)))
                .tag(Versions.tag(client.version()))
                .build();
    }

    static TenantId parsed(String id) {
        return TenantId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "There is no such client."));
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /**
     * @param reason 1 to 500 characters; the client reads it in its audit trail
     */
    public record Suspension(@Nullable String reason) {}

    /**
     * @param apiKey shown once
     */
    public record Registered(@JsonUnwrapped ClientRead client, String apiKey) {}
}
