package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.EraseFiles;
import io.guichet.conversation.FileId;
import io.guichet.conversation.Files;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What visitors sent in a conversation of a tenant's. */
@Path("client/conversations/{conversation}/files")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", description = "invalid_api_key")
@APIResponse(responseCode = "403", description = "forbidden")
@APIResponse(responseCode = "404", description = "conversation_not_found")
public class ClientConversationFilesResource {

    @Inject
    Conversations conversations;

    @Inject
    EraseFiles erase;

    @Inject
    Callers callers;

    @GET
    @Operation(summary = "List the files of a conversation", description = "Their addresses are signed anew.")
    @APIResponse(responseCode = "200", description = "All of them, ten at the most, the oldest first")
    public Answer.Paged<List<Files.FileView>> list(
            @PathParam("conversation") String conversation, @HeaderParam("X-API-Key") @Nullable String key) {
        return Answer.Paged.of(conversations.files(callers.ofTenant(key), id(conversation)), null);
    }

    @DELETE
    @Operation(
            summary = "Erase the files of a conversation",
            description =
                    "Those that are still coming end. Their messages say that there were files, and nothing of them."
                            + " Done again it does nothing.")
    @APIResponse(responseCode = "204", description = "There are none any more, and their room is free")
    public void eraseAll(
            @PathParam("conversation") String conversation, @HeaderParam("X-API-Key") @Nullable String key) {
        erase.all(callers.ofTenant(key), id(conversation));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Erase a file", description = "Its message says that there was one.")
    @APIResponse(responseCode = "204", description = "It is no more")
    @APIResponse(responseCode = "404", description = "conversation_not_found or file_not_found")
    public void eraseOne(
            @PathParam("conversation") String conversation,
            @PathParam("id") String id,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var file = FileId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.FILE_NOT_FOUND, "The conversation has no such file."));
        erase.one(caller, id(conversation), file);
    }

    private static ConversationId id(String conversation) {
        return ConversationId.parse(conversation)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
    }
}
