package io.guichet.api;

import io.guichet.conversation.Files;
import io.guichet.conversation.UploadId;
import io.guichet.conversation.Uploads;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files of a visitor in pieces, over lines that break: tus 1.0.0 with creation, expiration and termination. */
@Path("widget/v1/uploads")
@RequestScoped
@Resumable
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "widget")
@APIResponse(responseCode = "412", description = "precondition_failed: Tus-Resumable is not 1.0.0")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class UploadsResource {

    static final String PIECE = "application/offset+octet-stream";
    private static final String EXTENSIONS = "creation,expiration,termination";

    @Inject
    Uploads uploads;

    /** What is spoken here. */
    @OPTIONS
    @Operation(hidden = true)
    public Response spoken() {
        return Response.noContent()
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", Files.LARGEST)
                .build();
    }

    /** The place is the file's from now on. */
    @POST
    @Operation(
            summary = "Announce a file that comes in pieces",
            description = "tus 1.0.0 creation. The file has one of the conversation's ten places from now on, for a day"
                    + " at the most.")
    @APIResponse(
            responseCode = "201",
            description = "Announced; Upload-Expires says until when",
            content = @Content(schema = @Schema(implementation = Announced.class)))
    @APIResponse(responseCode = "409", description = "conversation_closed")
    @APIResponse(responseCode = "413", description = "file_too_large or too_many_files")
    @APIResponse(responseCode = "422", description = "unsupported_file or idempotency_key_reused")
    @SecurityRequirement(name = "session")
    public Response announce(
            @Parameter(description = "The file's bytes, 1 to 10485760") @HeaderParam("Upload-Length") @Nullable
                    String length,
            @Parameter(description = "filename and the file's name in base64; others are left unread")
                    @HeaderParam("Upload-Metadata")
                    @Nullable
                    String metadata,
            @Parameter(description = "1.0.0") @HeaderParam("Tus-Resumable") @Nullable String version,
            @HeaderParam("X-Session-ID") @Nullable String session,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var progress = uploads.begin(
                Callers.session(session),
                UploadMetadata.filename(metadata),
                number(length, "Upload-Length"),
                idempotencyKey,
                Correlation.current());
        var id = progress.id().toString();
        return expiring(Response.created(URI.create("widget/v1/uploads/" + id)), progress)
                .entity(Answer.of(new Announced(id, progress.length())))
                .build();
    }

    /** Where to go on. */
    @HEAD
    @Path("{id}")
    @Operation(summary = "Ask how far a file has come", description = "tus 1.0.0: Upload-Offset is the next byte.")
    @APIResponse(
            responseCode = "200",
            description = "It goes on there",
            headers = {
                @Header(
                        name = "Upload-Offset",
                        description = "The next byte",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(name = "Upload-Length", description = "All bytes", schema = @Schema(type = SchemaType.INTEGER))
            })
    @APIResponse(responseCode = "404", description = "upload_not_found")
    @SecurityRequirement(name = "session")
    public Response progress(
            @PathParam("id") String id,
            @Parameter(description = "1.0.0") @HeaderParam("Tus-Resumable") @Nullable String version,
            @HeaderParam("X-Session-ID") @Nullable String session) {
        var progress = uploads.progress(Callers.session(session), upload(id), Correlation.current());
        return expiring(Response.ok(), progress)
                .header("Upload-Length", progress.length())
                .header("Cache-Control", "no-store")
                .build();
    }

    /** What has come is kept, also when the line breaks in the middle of it. */
    @PATCH
    @Path("{id}")
    @Consumes(PIECE)
    @Operation(
            summary = "Send what comes next of a file",
            description =
                    "tus 1.0.0. The last piece answers as POST /widget/v1/upload does. Who did not hear that answer"
                            + " asks with HEAD, and sends an empty piece.")
    @RequestBody(content = @Content(mediaType = PIECE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "Whole: the file",
            content = @Content(schema = @Schema(implementation = UploadResource.Uploaded.class)))
    @APIResponse(responseCode = "204", description = "Kept; Upload-Offset is the next byte")
    @APIResponse(responseCode = "404", description = "upload_not_found")
    @APIResponse(responseCode = "409", description = "wrong_offset or conversation_closed")
    @APIResponse(
            responseCode = "413",
            description = "file_too_large: more than was announced; too_many_files or storage_full")
    @APIResponse(responseCode = "422", description = "unsupported_file: its place is free again")
    @APIResponse(responseCode = "503", description = "unavailable: many come at once; send an empty piece later")
    @SecurityRequirement(name = "session")
    public Response proceed(
            InputStream piece,
            @PathParam("id") String id,
            @Parameter(description = "Where the piece begins") @HeaderParam("Upload-Offset") @Nullable String offset,
            @Parameter(description = "1.0.0") @HeaderParam("Tus-Resumable") @Nullable String version,
            @HeaderParam("X-Session-ID") @Nullable String session)
            throws IOException {
        var step = uploads.receive(
                Callers.session(session), upload(id), number(offset, "Upload-Offset"), piece, Correlation.current());
        var file = step.file();
        return file == null
                ? expiring(Response.noContent(), step.progress()).build()
                : expiring(Response.ok(Answer.of(UploadResource.Uploaded.of(file))), step.progress())
                        .build();
    }

    /** The place is free again. */
    @DELETE
    @Path("{id}")
    @Operation(summary = "Give a file up that was announced", description = "tus 1.0.0 termination.")
    @APIResponse(responseCode = "204", description = "Forgotten; its place is free")
    @APIResponse(responseCode = "404", description = "upload_not_found")
    @APIResponse(responseCode = "409", description = "conflict: it is whole, and a file of the conversation")
    @SecurityRequirement(name = "session")
    public Response giveUp(
            @PathParam("id") String id,
            @Parameter(description = "1.0.0") @HeaderParam("Tus-Resumable") @Nullable String version,
            @HeaderParam("X-Session-ID") @Nullable String session) {
        uploads.end(Callers.session(session), upload(id), Correlation.current());
        return Response.noContent().build();
    }

    private static Response.ResponseBuilder expiring(Response.ResponseBuilder response, Uploads.Progress progress) {
        return response.header("Upload-Offset", progress.offset())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                progress.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    private static long number(@Nullable String text, String header) {
        if (text == null || !text.matches("\\d{1,15}")) {
            throw new GuichetException(ProblemCode.BAD_REQUEST, header + " is a number of bytes.");
        }
        return Long.parseLong(text);
    }

    private static UploadId upload(String id) {
        return UploadId.parse(id)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.UPLOAD_NOT_FOUND, "No such upload of this conversation."));
    }

    /**
     * @param uploadId also the end of Location
     * @param length in bytes
     */
    public record Announced(String uploadId, long length) {}
}
