package io.guichet.api;

import io.guichet.kernel.PageRequest;
import io.guichet.tenancy.Members;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's members. How somebody becomes one is {@link ClientInvitationsResource}'s. */
@Path("client/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "bearer")
public class ClientUsersResource {

    static final Set<String> SORTS = Set.of("name", "linked_at");

    @Inject
    Members members;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List members", description = "sort is name (default), linked_at, or either with - before it.")
    @APIResponse(
            responseCode = "200",
            description = "Members; page.next is the cursor of the next part",
            content = @Content(schema = @Schema(implementation = MemberFields.Member[].class)))
    @APIResponse(responseCode = "400", description = "bad_request: the cursor is none of this list's")
    @APIResponse(responseCode = "401", description = "invalid_api_key")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer.Paged<List<MemberFields.Member>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Parameter(description = "in the name or the external_id") @Nullable String search,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("active") @Parameter(description = "true or false; missing: both") @Nullable String active,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var page = members.list(
                caller, PageRequest.of(limit, cursor, search, sort, SORTS, "name"), Requests.flag(active, "active"));
        return Answer.Paged.of(
                page.items().stream().map(MemberFields.Member::of).toList(), page.next());
    }

    @GET
    @Path("{reference}")
    @Operation(summary = "Read a member", description = "By id or by external_id; also one who was removed.")
    @APIResponse(
            responseCode = "200",
            description = "The member; its ETag is for an update",
            content = @Content(schema = @Schema(implementation = MemberFields.Member.class)))
    @APIResponse(responseCode = "404", description = "member_not_found")
    public Response get(@PathParam("reference") String reference, @HeaderParam("X-API-Key") @Nullable String key) {
        var member = members.get(callers.ofTenant(key), reference);
        return Response.ok(Answer.of(MemberFields.Member.of(member)))
                .tag(Versions.tag(member.version()))
                .build();
    }

    @PUT
    @Path("{reference}")
    @Operation(
            summary = "Replace name, phone, branding and permissions of a member",
            description = "What the body does not have is taken away. If-Match carries the ETag that was read.")
    @APIResponse(
            responseCode = "200",
            description = "The member as it is now",
            content = @Content(schema = @Schema(implementation = MemberFields.Member.class)))
    @APIResponse(responseCode = "404", description = "member_not_found")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response update(
            @PathParam("reference") String reference,
            MemberFields.@Nullable Change change,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var member = members.update(caller, reference, Requests.body(change).read(), Versions.expected(ifMatch));
        return Response.ok(Answer.of(MemberFields.Member.of(member)))
                .tag(Versions.tag(member.version()))
                .build();
    }

    @DELETE
    @Path("{reference}")
    @Operation(
            summary = "Remove a member",
            description = "His session links, the sessions that were opened with them and his own access end at once.")
    @APIResponse(responseCode = "204", description = "He has no place here any more")
    @APIResponse(responseCode = "404", description = "member_not_found")
    public void remove(@PathParam("reference") String reference, @HeaderParam("X-API-Key") @Nullable String key) {
        members.remove(callers.ofTenant(key), reference);
    }
}
