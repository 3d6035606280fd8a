package io.guichet.api;

import io.guichet.conversation.AttendHandOvers;
import io.guichet.conversation.HandOverId;
import io.guichet.conversation.HandOverState;
import io.guichet.conversation.HandOverView;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.HandOvers.Whose;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberId;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Conversations that people have to go on with. */
@Path("client/hand-overs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@APIResponse(responseCode = "403", description = "forbidden: a user who may not read conversations here")
public class ClientHandOversResource {

    private static final String NEXT = "next";

    @Inject
    HandOvers handOvers;

    @Inject
    AttendHandOvers attend;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "List hand-overs",
            description =
                    "Who waits longest comes first; without state those that are queued or assigned, then those that are"
                            + " with_person. A craftsman sees those of his own conversations.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or a filter")
    public Answer.Paged<List<HandOverView>> list(
            @Parameter(description = "queued, assigned, with_person, returned or closed") @QueryParam("state") @Nullable
                    String state,
            @Parameter(description = "me, nobody, or the id of a member") @QueryParam("assignee") @Nullable
                    String assignee,
            @Parameter(description = "Those for this reason, e.g. asked_for_a_person") @QueryParam("reason") @Nullable
                    String reason,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = handOvers.list(
                caller(key),
                filter(
                        Requests.filter(state, "state"),
                        Requests.filter(assignee, "assignee"),
                        Requests.filter(reason, "reason")),
                PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    private static HandOverFilter filter(@Nullable String state, @Nullable String assignee, @Nullable String reason) {
        var known = Optional.ofNullable(state).flatMap(HandOverState::parse);
        var member = Optional.ofNullable(assignee).flatMap(MemberId::parse);
        var whose = assignee == null
                ? null
                : switch (assignee) {
                    case "me" -> Whose.ME;
                    case "nobody" -> Whose.NOBODY;
                    default -> Whose.MEMBER;
                };
        new FieldErrors()
                .check(
                        state == null || known.isPresent(),
                        "state",
                        "is one of " + String.join(", ", HandOverState.wireNames()))
                .check(whose != Whose.MEMBER || member.isPresent(), "assignee", "is me, nobody, or the id of a member")
                .throwIfAny();
        return new HandOverFilter(known.orElse(null), whose, member.orElse(null), reason);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a hand-over", description = "Its conversation is read by conversation_id.")
    @APIResponse(responseCode = "200", description = "The hand-over")
    @APIResponse(responseCode = "404", description = "hand_over_not_found")
    public Answer<HandOverView> get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(handOvers.get(caller(key), parsed(id)));
    }

    @POST
    @Path("{id}/take")
    @Operation(
            summary = "Take a conversation over",
            description =
                    "From then on the agent is silent. With next in the place of an id: the one that waits longest, of"
                            + " those that are nobody's or one's own. Asked twice for an id, it is taken once; next is"
                            + " taken once per Idempotency-Key.")
    @APIResponse(responseCode = "200", description = "It is the caller's")
    @APIResponse(responseCode = "404", description = "hand_over_not_found: also where none waits")
    @APIResponse(responseCode = "409", description = "conflict: somebody else has it, or it is over")
    @APIResponse(responseCode = "422", description = "idempotency_key_reused")
    public Answer<HandOverView> take(
            @PathParam("id") String id,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = caller(key);
        return Answer.of(id.equals(NEXT) ? attend.takeNext(caller, idempotencyKey) : attend.take(caller, parsed(id)));
    }

    @POST
    @Path("{id}/assign")
    @Operation(
            summary = "Assign a hand-over",
            description = "To a member who may read the conversation; from whoever has it. A craftsman assigns to"
                    + " himself alone.")
    @APIResponse(responseCode = "200", description = "It waits for that member, or is his")
    @APIResponse(responseCode = "404", description = "hand_over_not_found")
    @APIResponse(responseCode = "409", description = "conflict: somebody else has it, or it is over")
    @APIResponse(responseCode = "422", description = "invalid_fields: member_id")
    public Answer<HandOverView> assign(
            @PathParam("id") String id,
            @Nullable Assignment assignment,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = caller(key);
        var member = Optional.ofNullable(Requests.body(assignment).memberId()).flatMap(MemberId::parse);
        return Answer.of(attend.assign(caller, parsed(id), member));
    }

    @POST
    @Path("{id}/release")
    @Operation(
            summary = "Give a conversation back to the agent",
            description = "It answers the last message that was left without a word, and all that come.")
    @APIResponse(responseCode = "200", description = "Returned")
    @APIResponse(responseCode = "404", description = "hand_over_not_found")
    @APIResponse(responseCode = "409", description = "conflict: somebody else has it, or it is over")
    public Answer<HandOverView> release(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(attend.release(caller(key), parsed(id)));
    }

    @POST
    @Path("{id}/close")
    @Operation(
            summary = "Close a conversation",
            description = "Nothing more is said in it; its visitor is asked once how it was.")
    @APIResponse(responseCode = "200", description = "Closed")
    @APIResponse(responseCode = "404", description = "hand_over_not_found")
    @APIResponse(responseCode = "409", description = "conflict: somebody else has it, or it is over")
    public Answer<HandOverView> close(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(attend.close(caller(key), parsed(id)));
    }

    private CallContext caller(@Nullable String key) {
        return callers.ofMember(key, Permission.READ_CONVERSATIONS);
    }

    private static HandOverId parsed(String id) {
        return HandOverId.parse(id)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.HAND_OVER_NOT_FOUND, "No hand-over of yours has this id."));
    }

    /**
     * @param memberId of a member who may read the conversation
     */
    public record Assignment(@Nullable String memberId) {}
}
