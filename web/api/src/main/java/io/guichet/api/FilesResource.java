package io.guichet.api;

import io.guichet.conversation.FileId;
import io.guichet.conversation.Files;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files by their signed addresses. */
@Path("files")
@RequestScoped
@Tag(name = "widget")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class FilesResource {

    @Inject
    Files files;

    /** The bytes. They are shown as what we found them to be, and may do nothing in our origin. */
    @GET
    @Path("{tenant}/{file}/{form: original|thumbnail}")
    @Operation(
            summary = "Read a file by its signed address",
            description = "The address comes from an upload or a message as it is, and works for a while.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "file_not_found: unsigned, expired or gone")
    public Response read(
            @Parameter(description = "Whose file it is") @PathParam("tenant") String tenant,
            @PathParam("file") String file,
            @Parameter(description = "As it came, or small") @PathParam("form") String form,
            @Parameter(description = "Until when the address works, in seconds since 1970") @QueryParam("expires")
                    long expires,
            @Parameter(description = "visitor: the address ends with the sessions of his conversation")
                    @QueryParam("reader")
                    @Nullable
                    String reader,
            @Parameter(description = "Ours, over the address") @QueryParam("signature") @Nullable String signature) {
        var content = address(tenant, file, form, reader)
                .flatMap(address -> files.content(address, expires, signature == null ? "" : signature))
                .orElseThrow(() -> new GuichetException(ProblemCode.FILE_NOT_FOUND, "No such file, or no longer."));
        var disposition = content.mimeType().startsWith("image/") ? "inline" : "attachment";
        return Response.ok(content.bytes(), content.mimeType())
                .header("Content-Disposition", disposition)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Cache-Control", "private, max-age=3600")
                .build();
    }

    private static Optional<Files.Address> address(String tenant, String file, String form, @Nullable String reader) {
        var by = "visitor".equals(reader) ? Files.Reader.VISITOR : Files.Reader.TENANT;
        return TenantId.parse(tenant)
                .flatMap(tenantId -> FileId.parse(file)
                        .map(fileId -> new Files.Address(tenantId, fileId, form.equals("thumbnail"), by)));
    }
}
