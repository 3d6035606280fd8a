package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.invitation.AnswerInvitations;
import io.guichet.invitation.AnswerInvitations.Pending;
import io.guichet.invitation.InvitationId;
import io.guichet.invitation.LinkCodes;
import io.guichet.invitation.LinkCodes.Redemption;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Users;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a person who signed in does about his memberships. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "people")
@SecurityRequirement(name = "bearer")
public class MyMembershipsResource {

    @Inject
    AnswerInvitations answers;

    @Inject
    LinkCodes codes;

    @Inject
    Users users;

    @Inject
    Callers callers;

    @GET
    @Path("invitations")
    @Operation(
            summary = "My invitations",
            description = "Those that are pending for my address, which has to be verified, the newest first.")
    @APIResponse(
            responseCode = "200",
            description = "Who invites me, and until when",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Pending.class)))
    @APIResponse(responseCode = "401", description = "unauthenticated")
    public Answer.Paged<List<Pending>> invitations() {
        var user = callers.user();
        answers.arrive(user.id(), callers.invitee(user));
        return Answer.Paged.of(answers.pending(user.id(), user.email()), null);
    }

    @POST
    @Path("invitations/{id}/accept")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Accept an invitation", description = "From then on I am a member there.")
    @APIResponse(
            responseCode = "200",
            description = "I am a member",
            content = @Content(schema = @Schema(implementation = Mine.class)))
    @APIResponse(responseCode = "404", description = "invitation_not_found: also one to another address")
    @APIResponse(responseCode = "409", description = "conflict: I am a member there, or another has the external_id")
    @APIResponse(responseCode = "410", description = "invitation_gone")
    public Answer<Mine> accept(@PathParam("id") String id) {
        var user = callers.user();
        return Answer.of(Mine.of(answers.accept(user.id(), callers.invitee(user), invitation(id))));
    }

    @POST
    @Path("invitations/{id}/decline")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Decline an invitation", description = "It is gone; the tenant may invite me again.")
    @APIResponse(responseCode = "204", description = "It stands no more")
    @APIResponse(responseCode = "404", description = "invitation_not_found: also one to another address")
    @APIResponse(responseCode = "410", description = "invitation_gone")
    public void decline(@PathParam("id") String id) {
        var user = callers.user();
        answers.decline(user.id(), callers.invitee(user), invitation(id));
    }

    @POST
    @Path("link")
    @Operation(
            summary = "Become a member by a LINK- code",
            description = "After five wrong codes an account, and the address that they came from, wait 15 minutes.")
    @APIResponse(
            responseCode = "200",
            description = "I am a member",
            content = @Content(schema = @Schema(implementation = Mine.class)))
    @APIResponse(responseCode = "409", description = "conflict: I am a member there, or another has the external_id")
    @APIResponse(responseCode = "422", description = "link_code_invalid: unknown, used, or its time is over")
    @APIResponse(responseCode = "429", description = "rate_limited, with Retry-After")
    public Answer<Mine> link(@Nullable TypedCode typed) {
        var user = callers.user();
        var code = Requests.body(typed).code();
        new FieldErrors()
                .check(code != null && !code.isBlank(), "code", "is required")
                .throwIfAny();
        return switch (codes.redeem(user.id(), callers.invitee(user), Objects.requireNonNull(code))) {
            case Redemption.Linked linked -> Answer.of(Mine.of(linked.member()));
            case Redemption.Wrong wrong ->
                throw new GuichetException(
                        ProblemCode.LINK_CODE_INVALID, "There is no such code, it was used, or its time is over.");
            case Redemption.Locked locked ->
                throw GuichetException.retryAfter(
                        ProblemCode.RATE_LIMITED, "Too many codes were wrong.", locked.pause());
        };
    }

    @GET
    @Path("branding")
    @Operation(summary = "My own branding", description = "It holds where I act for no client.")
    @APIResponse(
            responseCode = "200",
            description = "The branding; absent where I have none",
            content = @Content(schema = @Schema(implementation = Own.class)))
    public Answer<Own> branding() {
        return Answer.of(new Own(users.branding(callers.user().id()).orElse(null)));
    }

    @PUT
    @Path("branding")
    @Operation(summary = "Replace my own branding", description = "Without branding it is removed.")
    @APIResponse(
            responseCode = "200",
            description = "The branding as it is now",
            content = @Content(schema = @Schema(implementation = Own.class)))
    @APIResponse(responseCode = "403", description = "forbidden: my address is not verified")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<Own> brand(@Nullable NewBranding branding) {
        var user = callers.user();
        var json = Requests.object(Requests.body(branding).branding(), "branding");
        if (user.email() != null) {
            users.remember(user.id(), user.email(), user.name());
        } else if (!users.isKnown(user.id())) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "Your account needs an e-mail address that is verified.");
        }
        return Answer.of(new Own(users.brand(user.id(), json).orElse(null)));
    }

    private static InvitationId invitation(String id) {
        return InvitationId.parse(id)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.INVITATION_NOT_FOUND, "No invitation to your address has this id."));
    }

    /** A code as it was typed. */
    public record TypedCode(@Nullable String code) {}

    @Schema(name = "NewBranding")
    public record NewBranding(@Nullable JsonNode branding) {}

    @Schema(name = "OwnBranding")
    public record Own(
            @JsonRawValue @Schema(implementation = Object.class) @Nullable
            String branding) {}

    /** A membership of the caller's. */
    @Schema(name = "MyMembership")
    public record Mine(String id, String tenant, String externalId, String name) {

        static Mine of(MemberView member) {
            return new Mine(member.id().toString(), member.tenant().toString(), member.externalId(), member.name());
        }
    }
}
