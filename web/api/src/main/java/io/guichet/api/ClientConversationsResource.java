package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.SpeakAsPerson;
import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.conversation.SpeakAsPerson.NoteView;
import io.guichet.conversation.SpeakAsPerson.Said;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
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

/** A conversation as people go on with it. */
@Path("client/conversations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@APIResponse(responseCode = "403", description = "forbidden: a user who may not read conversations here")
@APIResponse(responseCode = "404", description = "conversation_not_found")
public class ClientConversationsResource {

    private static final int PAGE = 100;

    @Inject
    Conversations conversations;

    @Inject
    SpeakAsPerson speak;

    @Inject
    Callers callers;

    @GET
    @Path("{id}")
    @Operation(summary = "Read a conversation", description = "How it stands; a craftsman reads his own.")
    @APIResponse(responseCode = "200", description = "The conversation")
    public Answer<ConversationView> get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.of(conversations.get(caller(key), parsed(id)));
    }

    @GET
    @Path("{id}/messages")
    @Operation(summary = "Read what was said", description = "The oldest first.")
    @APIResponse(responseCode = "200", description = "At most 100 messages; page.next is the cursor for after")
    public Answer.Paged<List<MessageView>> messages(
            @PathParam("id") String id,
            @Parameter(description = "The id of a message: those after it") @QueryParam("after") @Nullable String after,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = caller(key);
        var from = after == null || after.isEmpty()
                ? null
                : MessageId.parse(after)
                        .orElseThrow(() ->
                                new GuichetException(ProblemCode.BAD_REQUEST, "after is a page.next of this list."));
        var messages = conversations.messages(caller, parsed(id), from);
        return Answer.Paged.of(
                messages, messages.size() < PAGE ? null : messages.getLast().id());
    }

    @POST
    @Path("{id}/messages")
    @Operation(
            summary = "Write to the visitor",
            description =
                    "In the place of the agent, which is silent from then on. Whoever signed in writes under his own"
                            + " name; software says in name who writes, else it is the tenant.")
    @APIResponse(
            responseCode = "201",
            description = "The visitor has it",
            content = @Content(schema = @Schema(implementation = Said.class)))
    @APIResponse(responseCode = "409", description = "conflict: somebody else has it; or conversation_closed")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response say(
            @PathParam("id") String id,
            @Nullable Words words,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = caller(key);
        var said = speak.say(caller, parsed(id), Requests.body(words).read(), idempotencyKey);
        return Response.created(URI.create("client/conversations/" + id + "/messages"))
                .entity(Answer.of(said))
                .build();
    }

    @GET
    @Path("{id}/notes")
    @Operation(
            summary = "List notes",
            description = "What people noted for each other, the oldest first. No visitor and no webhook has them.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    public Answer.Paged<List<NoteView>> notes(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = speak.notes(caller(key), parsed(id), PageRequest.of(limit, cursor));
        return Answer.Paged.of(page.items(), page.next());
    }

    @POST
    @Path("{id}/notes")
    @Operation(summary = "Note something", description = "For others of the tenant alone: at most 4,000 characters.")
    @APIResponse(
            responseCode = "201",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = NoteView.class)))
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response note(
            @PathParam("id") String id,
            @Nullable Words words,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = caller(key);
        var noted = speak.note(caller, parsed(id), Requests.body(words).read(), idempotencyKey);
        return Response.created(URI.create("client/conversations/" + id + "/notes"))
                .entity(Answer.of(noted))
                .build();
    }

    private CallContext caller(@Nullable String key) {
        return callers.ofMember(key, Permission.READ_CONVERSATIONS);
    }

    private static ConversationId parsed(String id) {
        return ConversationId.parse(id)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
    }

    /**
     * @param name who writes, where software writes for somebody
     */
    public record Words(@Nullable String content, @Nullable String name) {

        NewWords read() {
            return new NewWords(Objects.requireNonNullElse(content, ""), name);
        }
    }
}
