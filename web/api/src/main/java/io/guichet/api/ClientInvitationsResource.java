package io.guichet.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.invitation.InvitationId;
import io.guichet.invitation.InvitationView;
import io.guichet.invitation.Invitations;
import io.guichet.invitation.Invitations.Invited;
import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.invitation.LinkCodeId;
import io.guichet.invitation.LinkCodeView;
import io.guichet.invitation.LinkCodes;
import io.guichet.invitation.LinkCodes.CodeCreated;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How somebody becomes a member of a tenant. */
@Path("client/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "bearer")
public class ClientInvitationsResource {

    private static final Set<String> SORTS = Set.of("created_at");

    @Inject
    Invitations invitations;

    @Inject
    LinkCodes codes;

    @Inject
    Callers callers;

    @POST
    @Path("link")
    @Operation(
            summary = "Invite a craftsman to bind his account",
            description =
                    "He is asked by e-mail and becomes a member once he accepts. The answer is the same whether or not"
                            + " the address has an account.")
    @APIResponse(
            responseCode = "202",
            description = "pending, with the invitation's id",
            content = @Content(schema = @Schema(implementation = Invited.class)))
    @APIResponse(responseCode = "409", description = "conflict: invited, or a member of yours already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "rate_limited: too many invitations today")
    public Response link(
            @Nullable Link link,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(link);
        return accepted(invitations.link(
                caller,
                invitation(
                        body.email(),
                        body.externalId(),
                        body.name(),
                        body.phone(),
                        body.branding(),
                        body.permissions(),
                        true),
                idempotencyKey));
    }

    @POST
    @Path("create-and-link")
    @Operation(
            summary = "Open an account for a craftsman",
            description =
                    "He chooses his password when he first signs in, and is a member by that. Where the address has an"
                            + " account the answer is the same, and it becomes an invitation that he accepts.")
    @APIResponse(
            responseCode = "202",
            description = "pending, with the invitation's id",
            content = @Content(schema = @Schema(implementation = Invited.class)))
    @APIResponse(responseCode = "409", description = "conflict: invited, or a member of yours already")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "rate_limited: too many invitations today")
    public Response createAndLink(
            @Nullable Account account,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(account);
        var letter = body.sendInvitation() == null || body.sendInvitation();
        return accepted(invitations.createAndLink(
                caller,
                invitation(
                        body.email(),
                        body.externalId(),
                        body.name(),
                        body.phone(),
                        body.branding(),
                        body.permissions(),
                        letter),
                idempotencyKey));
    }

    @POST
    @Path("link-codes")
    @Operation(
            summary = "Make a LINK- code",
            description =
                    "A craftsman types it once he signed in, and is a member. It works once; expires_in is in seconds,"
                            + " a day unless given.")
    @APIResponse(
            responseCode = "201",
            description = "The code, shown this once",
            content = @Content(schema = @Schema(implementation = CodeCreated.class)))
    @APIResponse(responseCode = "409", description = "conflict: a member has the external_id")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response linkCode(
            @Nullable Code code,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(code);
        var member = MemberFields.newMember(
                body.externalId(), body.name(), body.phone(), body.branding(), body.permissions());
        var created = codes.create(caller, member, body.expiresIn(), idempotencyKey);
        return Response.status(201).entity(Answer.of(created)).build();
    }

    @GET
    @Path("link-codes")
    @Operation(
            summary = "List LINK- codes",
            description = "The newest first, or sort=created_at; what they say is not told again. q looks into"
                    + " external_id and name.")
    @APIResponse(
            responseCode = "200",
            description = "Codes; page.next is the cursor of the next part",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LinkCodeView.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer.Paged<List<LinkCodeView>> linkCodes(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String search,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "pending, used, revoked or expired") @QueryParam("status") @Nullable String status,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        check(status, LinkCodeView.STATUSES);
        var page = codes.list(caller, PageRequest.of(limit, cursor, search, sort, SORTS, "-created_at"), status);
        return Answer.Paged.of(page.items(), page.next());
    }

    @DELETE
    @Path("link-codes/{id}")
    @Operation(summary = "Take a LINK- code back", description = "Nobody becomes a member by it any more.")
    @APIResponse(responseCode = "204", description = "It does not work any more")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "conflict: it was used")
    public void revokeLinkCode(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var code = LinkCodeId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "No LINK- code of yours has this id."));
        codes.revoke(caller, code);
    }

    @GET
    @Path("invitations")
    @Operation(summary = "List invitations", description = "The newest first, or sort=created_at.")
    @APIResponse(
            responseCode = "200",
            description = "Invitations; page.next is the cursor of the next part",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = InvitationView.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer.Paged<List<InvitationView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String search,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "pending, accepted, declined, revoked, expired or failed")
                    @QueryParam("status")
                    @Nullable
                    String status,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        check(status, Invitations.STATUSES);
        var page = invitations.list(caller, PageRequest.of(limit, cursor, search, sort, SORTS, "-created_at"), status);
        return Answer.Paged.of(page.items(), page.next());
    }

    @DELETE
    @Path("invitations/{id}")
    @Operation(summary = "Take an invitation back", description = "Nobody can accept it any more.")
    @APIResponse(responseCode = "204", description = "It cannot be accepted any more")
    @APIResponse(responseCode = "404", description = "invitation_not_found")
    @APIResponse(responseCode = "410", description = "invitation_gone: it was answered, or its time is over")
    public void revoke(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        invitations.revoke(callers.ofTenant(key), invitation(id));
    }

    @POST
    @Path("invitations/{id}/send")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Write to the invited person again",
            description = "With another first password where an account was opened for him and he never signed in.")
    @APIResponse(
            responseCode = "202",
            description = "The invitation; he has as long as for a new one",
            content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "404", description = "invitation_not_found")
    @APIResponse(responseCode = "410", description = "invitation_gone: it was answered, or its time is over")
    @APIResponse(responseCode = "422", description = "idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "rate_limited: he was written to within ten minutes")
    public Response send(
            @PathParam("id") String id,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        return Response.accepted(Answer.of(invitations.send(callers.ofTenant(key), invitation(id), idempotencyKey)))
                .build();
    }

    private static void check(@Nullable String status, Set<String> statuses) {
        new FieldErrors()
                .check(
                        status == null || statuses.contains(status),
                        "status",
                        "is one of " + statuses.stream().sorted().toList())
                .throwIfAny();
    }

    private static InvitationId invitation(String id) {
        return InvitationId.parse(id)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.INVITATION_NOT_FOUND, "No invitation of yours has this id."));
    }

    private static NewInvitation invitation(
            @Nullable String email,
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable JsonNode branding,
            MemberFields.@Nullable Permissions permissions,
            boolean letter) {
        return new NewInvitation(
                email == null ? "" : email,
                MemberFields.newMember(externalId, name, phone, branding, permissions),
                letter);
    }

    private static Response accepted(Invited invited) {
        return Response.accepted(Answer.of(invited)).build();
    }

    /**
     * @param externalId what the client calls the craftsman
     * @param branding what holds for him at this client
     */
    @Schema(name = "LinkAccount")
    public record Link(
            @Nullable String email,
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable JsonNode branding,
            MemberFields.@Nullable Permissions permissions) {}

    /**
     * @param sendInvitation whether he is written to; yes unless it is false
     */
    @Schema(name = "CreateAccount")
    public record Account(
            @Nullable String name,
            @Nullable String email,
            @Nullable String externalId,
            @Nullable String phone,
            @Nullable JsonNode branding,
            MemberFields.@Nullable Permissions permissions,
            @Nullable Boolean sendInvitation) {}

    /**
     * @param expiresIn seconds, 60 to 2,592,000
     */
    @Schema(name = "NewLinkCode")
    public record Code(
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable JsonNode branding,
            MemberFields.@Nullable Permissions permissions,
            @Nullable Long expiresIn) {}
}
