package io.guichet.api;

import io.guichet.invitation.Invitations;
import io.guichet.invitation.Invitations.Invited;
import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.PageRequest;
import io.guichet.tenancy.Clients;
import io.guichet.tenancy.Members;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of any tenant, as those who run the platform read and invite them. */
@Path("admin/clients/{id}/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"super_admin", "admin"})
@Tag(name = "admin")
@SecurityRequirement(name = "bearer")
public class AdminUsersResource {

    @Inject
    Members members;

    @Inject
    Clients clients;

    @Inject
    Invitations invitations;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List the members of a client", description = "As GET /client/users.")
    @APIResponse(
            responseCode = "200",
            description = "Members; page.next is the cursor of the next part",
            content = @Content(schema = @Schema(implementation = MemberFields.Member[].class)))
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer.Paged<List<MemberFields.Member>> list(
            @PathParam("id") String client,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String search,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "true or false; missing: both") @QueryParam("active") @Nullable String active) {
        var caller = callers.platform();
        var page = members.list(
                caller.in(clients.get(caller, NamedClient.id(client)).id()),
                PageRequest.of(limit, cursor, search, sort, ClientUsersResource.SORTS, "name"),
                Requests.flag(active, "active"));
        return Answer.Paged.of(
                page.items().stream().map(MemberFields.Member::of).toList(), page.next());
    }

    @POST
    @Path("invite")
    @Operation(
            summary = "Invite somebody who is to run a client",
            description =
                    "Or a craftsman, with role artisan; client_admin unless said. Where the address has no account one is"
                            + " opened, and the person is a member by that; where it has one the person accepts first."
                            + " The answer is the same.")
    @APIResponse(
            responseCode = "202",
            description = "pending, with the invitation's id",
            content = @Content(schema = @Schema(implementation = Invited.class)))
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "404", description = "client_not_found")
    @APIResponse(responseCode = "409", description = "conflict: invited, or a member there already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "rate_limited: too many invitations today")
    public Response invite(
            @PathParam("id") String client,
            @Nullable Invite invite,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.platform();
        var body = Requests.body(invite);
        var invited = invitations.invite(
                caller,
                NamedClient.id(client),
                new NewInvitation(
                        Objects.requireNonNullElse(body.email(), ""),
                        MemberFields.newMember(
                                Objects.requireNonNullElse(body.externalId(), ""),
                                body.name(),
                                body.phone(),
                                null,
                                null),
                        true),
                body.role(),
                idempotencyKey);
        return Response.accepted(Answer.of(invited)).build();
    }

    /**
     * @param externalId what the client calls the person
     */
    @Schema(name = "InviteMember")
    public record Invite(
            @Nullable String email,
            @Nullable String name,
            @Nullable String externalId,
            @Nullable String phone,

            @Schema(description = "client_admin or artisan", defaultValue = "client_admin") @Nullable
            String role) {}
}
