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
    @Operation(summary = "Read a file by its signed address")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "file_not_found: unsigned, expired or gone")
    public Response read(
            @PathParam("tenant") String tenant,
            @PathParam("file") String file,
            @PathParam("form") String form,
            @QueryParam("expires") long expires,
            @QueryParam("signature") @Nullable String signature) {
        var content = find(tenant, file, form, expires, signature == null ? "" : signature)
                .orElseThrow(() -> new GuichetException(ProblemCode.FILE_NOT_FOUND, "No such file, or no longer."));
        var disposition = content.mimeType().startsWith("image/") ? "inline" : "attachment";
        return Response.ok(content.path().toFile(), content.mimeType())
                .header("Content-Disposition", disposition)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Cache-Control", "private, max-age=3600")
                .build();
    }

    private Optional<Files.Content> find(String tenant, String file, String form, long expires, String signature) {
        var tenantId = TenantId.parse(tenant);
        var fileId = FileId.parse(file);
        if (tenantId.isEmpty() || fileId.isEmpty()) {
            return Optional.empty();
        }
        return files.content(tenantId.get(), fileId.get(), form.equals("thumbnail"), expires, signature);
    }
}
