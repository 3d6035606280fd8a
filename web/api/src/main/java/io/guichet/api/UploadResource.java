package io.guichet.api;

import io.guichet.conversation.Files;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Photos and documents of a visitor. */
@Path("widget/v1/upload")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "widget")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class UploadResource {

    @Inject
    Files files;

    /** One file; it goes with the next message, or is answered by itself after a while. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Send a file",
            description =
                    "JPEG, PNG, WebP or PDF by content, at most 10 MB, at most 10 in a conversation. Images are packed"
                            + " anew: their pixels are kept, at most 4,096 a side, and nothing else.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties =
                                                    @SchemaProperty(
                                                            name = "file",
                                                            type = SchemaType.STRING,
                                                            format = "binary"))))
    @APIResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = Uploaded.class)))
    @APIResponse(responseCode = "409", description = "conversation_closed")
    @APIResponse(responseCode = "413", description = "file_too_large, too_many_files or storage_full")
    @APIResponse(responseCode = "422", description = "unsupported_file")
    @APIResponse(responseCode = "503", description = "unavailable: many come at once, send it again")
    @SecurityRequirement(name = "session")
    public Response upload(
            List<EntityPart> parts,
            @HeaderParam("X-Session-ID") @Nullable String session,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var secret = Callers.session(session);
        var part = parts.stream()
                .filter(p -> p.getName().equals("file"))
                .findFirst()
                .orElseThrow(() -> new GuichetException(ProblemCode.BAD_REQUEST, "The form has a part named file."));
        var file = files.receive(
                secret, part.getFileName().orElse(""), () -> content(part), idempotencyKey, Correlation.current());
        return Response.created(URI.create(file.url()))
                .entity(Answer.of(Uploaded.of(file)))
                .build();
    }

    private static byte[] content(EntityPart part) {
        try (var content = part.getContent()) {
            // One byte more than is allowed tells that there is more.
            return content.readNBytes(Files.LARGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param url signed; works for a while
     * @param name its ending is that of what is kept: a WebP is kept as another image
     * @param size of what is kept, in bytes
     */
    public record Uploaded(
            String fileId, String url, @Nullable String thumbnailUrl, String name, String mimeType, long size) {

        static Uploaded of(Files.FileView file) {
            return new Uploaded(file.id(), file.url(), file.thumbnailUrl(), file.name(), file.mimeType(), file.size());
        }
    }
}
