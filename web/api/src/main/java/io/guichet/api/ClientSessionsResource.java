package io.guichet.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.conversation.LinkId;
import io.guichet.conversation.Links;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Session links, made by a tenant's own software. */
@Path("client/sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ClientSessionsResource {

    @Inject
    Links links;

    @Inject
    Callers callers;

    /** A link to send to a customer; its token is shown this once. */
    @POST
    @Path("create-link")
    @Operation(summary = "Make a session link", description = "expires_in is in seconds, 7 days unless given.")
    @APIResponse(
            responseCode = "201",
            description = "The link, and its token, this once",
            content = @Content(schema = @Schema(implementation = Links.LinkCreated.class)))
    @APIResponse(responseCode = "404", description = "deployment_not_found or member_not_found")
    public Response createLink(
            @Nullable NewLink link,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(link);
        var created = links.create(
                caller,
                new Links.NewLink(
                        Objects.requireNonNullElse(body.deploymentKey(), ""),
                        body.artisanExternalId(),
                        Requests.object(body.context(), "context"),
                        body.expiresIn()),
                idempotencyKey);
        return Response.created(URI.create("client/sessions/links/" + created.id()))
                .entity(Answer.of(created))
                .build();
    }

    /** The links, the newest first. */
    @GET
    @Path("links")
    @Operation(summary = "List session links", description = "The newest first, without their tokens.")
    @APIResponse(responseCode = "200", description = "At most 50 links; page.next is the cursor for before")
    public Answer.Paged<List<Links.LinkView>> list(
            @QueryParam("before") @Nullable String before, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var cursor = before == null ? null : LinkId.parse(before).orElseThrow(ClientSessionsResource::noLink);
        var page = links.list(caller, cursor);
        return Answer.Paged.of(page, page.size() < 50 ? null : page.getLast().id());
    }

    /** Ends a link at once. */
    @DELETE
    @Path("links/{id}")
    @Operation(summary = "Revoke a session link", description = "The sessions that were opened with it end, too.")
    @APIResponse(responseCode = "204", description = "It no longer works: 410")
    @APIResponse(responseCode = "404", description = "link_not_found")
    public void revoke(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        links.revoke(caller, LinkId.parse(id).orElseThrow(ClientSessionsResource::noLink));
    }

    private static GuichetException noLink() {
        return new GuichetException(ProblemCode.LINK_NOT_FOUND, "No link of yours has this id.");
    }

    /**
     * @param artisanExternalId what the tenant calls the craftsman
     * @param context what the agent may trust: it comes from the tenant's server
     * @param expiresIn seconds, 60 to 7,776,000
     */
    public record NewLink(
            @Nullable String deploymentKey,
            @Nullable String artisanExternalId,
            @Nullable ObjectNode context,
            @Nullable Long expiresIn) {}
}
