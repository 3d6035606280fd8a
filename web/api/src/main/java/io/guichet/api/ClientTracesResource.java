package io.guichet.api;

import io.guichet.answering.TurnTrace;
import io.guichet.answering.TurnTraces;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How an agent found what it answered. */
@Path("client/conversations/{id}/messages/{message}/trace")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientTracesResource {

    @Inject
    TurnTraces traces;

    @Inject
    Callers callers;

    @GET
    @Operation(
            summary = "Read how a reply was found",
            description =
                    "What was understood and found, which model was asked by which version of the prompt, how long"
                            + " each step took, and what the guard decided. None of what was said: documents and answers stand"
                            + " there by their ids. The message is the agent's reply.")
    @APIResponse(responseCode = "200", description = "The trace")
    @APIResponse(
            responseCode = "404",
            description = "conversation_not_found, or message_not_found: no reply of the agent's, or one from before")
    public Answer<TurnTrace> trace(
            @PathParam("id") String id,
            @PathParam("message") String message,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var conversation = ConversationId.parse(id)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
        var reply = MessageId.parse(message)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no reply of its agent with this id."));
        return Answer.of(traces.get(caller, conversation, reply));
    }
}
