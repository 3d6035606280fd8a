package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.CorrectAnswer;
import io.guichet.conversation.MessageId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswerView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What an agent should have answered. */
@Path("client/conversations/{id}/messages/{message}/correction")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientCorrectionsResource {

    @Inject
    CorrectAnswer correct;

    @Inject
    Callers callers;

    @POST
    @Operation(
            summary = "Correct what an agent answered",
            description = "The deployment answers the same question so from then on. Without a question it is what the"
                    + " visitor had asked; one that tells of a person is refused. The same message corrected again keeps"
                    + " the last word.")
    @APIResponse(
            responseCode = "201",
            description = "What was learned",
            content = @Content(schema = @Schema(implementation = LearnedAnswerView.class)))
    @APIResponse(responseCode = "404", description = "conversation_not_found or message_not_found")
    @APIResponse(responseCode = "409", description = "conflict: no agent said it, or the deployment has learned enough")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    public Response correct(
            @PathParam("id") String id,
            @PathParam("message") String message,
            @Nullable LearnedAnswerDraft correction,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(correction);
        var learned = correct.correct(
                caller,
                ConversationId.parse(id)
                        .orElseThrow(() -> new GuichetException(
                                ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id.")),
                MessageId.parse(message)
                        .orElseThrow(() -> new GuichetException(
                                ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no such message.")),
                body,
                idempotencyKey);
        return Response.created(URI.create("client/learned-answers/" + learned.id()))
                .tag(Versions.tag(learned.version()))
                .entity(Answer.of(learned))
                .build();
    }
}
