package io.guichet.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.LinkContact;
import io.guichet.conversation.LinkId;
import io.guichet.conversation.LinkStage;
import io.guichet.conversation.LinkView;
import io.guichet.conversation.Links;
import io.guichet.conversation.ReadLinks;
import io.guichet.conversation.SendLink;
import io.guichet.conversation.SetContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
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
    ReadLinks read;

    @Inject
    SendLink send;

    @Inject
    SetContext context;

    @Inject
    Callers callers;

    /** A link to send to a customer; its token is shown this once. */
    @POST
    @Path("create-link")
    @Operation(
            summary = "Make a session link",
            description =
                    "expires_in is in seconds, 7 days unless given. With max_uses it opens in so many browsers alone;"
                            + " a GET of its page uses nothing up.")
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
                        body.expiresIn(),
                        body.maxUses(),
                        body.title(),
                        body.contact()),
                idempotencyKey);
        return Response.created(URI.create("client/sessions/links/" + created.id()))
                .entity(Answer.of(created))
                .build();
    }

    /** The links, the newest first. */
    @GET
    @Path("links")
    @Operation(
            summary = "List session links",
            description =
                    "The newest first, or by sort=created_at the oldest; without their tokens. How far each has come"
                            + " is its status: open, started by the visitor's first message, completed, expired or revoked.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit, sort or a filter")
    public Answer.Paged<List<LinkView>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sort,
            @Parameter(description = "The id of a link: those that were made before it. Use cursor")
                    @QueryParam("before")
                    @Nullable
                    String before,
            @Parameter(description = "open, started, completed, expired or revoked") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "Links for the craftsman of this artisan_external_id")
                    @QueryParam("artisan")
                    @Nullable
                    String artisan,
            @Parameter(description = "Links of the deployment with this key") @QueryParam("deployment_key") @Nullable
                    String deployment,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var page = read.list(
                caller,
                new ReadLinks.LinkFilter(
                        stage(status),
                        Requests.filter(artisan, "artisan"),
                        Requests.filter(deployment, "deployment_key")),
                PageRequest.of(limit, position(cursor, before), null, sort, ReadLinks.SORTS, "-created_at"));
        return Answer.Paged.of(page.items(), page.next());
    }

    private static @Nullable String position(@Nullable String cursor, @Nullable String before) {
        if (cursor != null || before == null) {
            return cursor;
        }
        // page.next was told to go into before, and whoever learned that is still served.
        return LinkId.parse(before)
                .map(link -> new Cursor("", link.value()).toString())
                .orElse(before);
    }

    private static @Nullable LinkStage stage(@Nullable String status) {
        var name = Requests.filter(status, "status");
        var stage = Optional.ofNullable(name).flatMap(LinkStage::parse);
        new FieldErrors()
                .check(
                        name == null || stage.isPresent(),
                        "status",
                        "is one of " + String.join(", ", LinkStage.wireNames()))
                .throwIfAny();
        return stage.orElse(null);
    }

    @GET
    @Path("links/{id}")
    @Operation(summary = "Read a session link", description = "How far it has come; not its token.")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", description = "link_not_found")
    public Answer<LinkView> get(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        return Answer.of(read.get(caller, link(id)));
    }

    /** The same link again: one that was sent before goes on working. */
    @POST
    @Path("links/{id}/send")
    @Operation(
            summary = "Send a session link by e-mail",
            description = "To email, or to the contact that the link was made for; in the tenant's language and name."
                    + " Three times a day at most. Counts as one of emails.")
    @APIResponse(
            responseCode = "202",
            description = "The letter is written, and on its way",
            content = @Content(schema = @Schema(implementation = LinkView.class)))
    @APIResponse(responseCode = "404", description = "link_not_found")
    @APIResponse(responseCode = "409", description = "conflict: made before links could be sent again")
    @APIResponse(responseCode = "410", description = "link_gone or link_used")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "rate_limited or quota_exceeded")
    public Response send(
            @PathParam("id") String id,
            @RequestBody(required = false) @Nullable Addressee addressee,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        var email = addressee == null ? null : addressee.email();
        return Response.accepted(Answer.of(send.send(caller, link(id), email, idempotencyKey)))
                .build();
    }

    /** What the tenant's own server knows of a visitor. */
    @POST
    @Path("context")
    @Operation(
            summary = "Say what is known of a visitor",
            description =
                    "From your server: it is trusted. Of a conversation, or of a link that may not have been opened"
                            + " yet; each field of context replaces the one of its name, null takes it away.")
    @APIResponse(responseCode = "200", description = "All that is known by now")
    @APIResponse(responseCode = "404", description = "conversation_not_found or link_not_found")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<SetContext.ContextSet> context(
            @Nullable Context said, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var body = Requests.body(said);
        var conversation = body.conversationId() == null
                ? null
                : ConversationId.parse(body.conversationId())
                        .orElseThrow(() -> new GuichetException(
                                ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
        var link = body.linkId() == null ? null : link(body.linkId());
        return Answer.of(context.set(caller, new SetContext.NewContext(conversation, link, body.context())));
    }

    /** Ends a link at once. */
    @DELETE
    @Path("links/{id}")
    @Operation(summary = "Revoke a session link", description = "The sessions that were opened with it end, too.")
    @APIResponse(responseCode = "204", description = "It no longer works: 410")
    @APIResponse(responseCode = "404", description = "link_not_found")
    public void revoke(@PathParam("id") String id, @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        links.revoke(caller, link(id));
    }

    private static LinkId link(String id) {
        return LinkId.parse(id).orElseThrow(ClientSessionsResource::noLink);
    }

    private static GuichetException noLink() {
        return new GuichetException(ProblemCode.LINK_NOT_FOUND, "No link of yours has this id.");
    }

    /**
     * @param artisanExternalId what the tenant calls the craftsman
     * @param context what the agent may trust: it comes from the tenant's server
     * @param expiresIn seconds, 60 to 7,776,000
     * @param maxUses how many browsers it opens, 1 to 1,000; any number where it is missing
     * @param title what you call it
     * @param contact the customer
     */
    public record NewLink(
            @Nullable String deploymentKey,
            @Nullable String artisanExternalId,
            @Nullable ObjectNode context,
            @Nullable Long expiresIn,
            @Nullable Integer maxUses,
            @Nullable String title,
            @Nullable LinkContact contact) {}

    /**
     * @param email where it is not the contact that the link was made for
     */
    public record Addressee(@Nullable String email) {}

    /** Of a conversation or of a link, not of both. */
    public record Context(
            @Nullable String conversationId,
            @Nullable String linkId,
            @Nullable ObjectNode context) {}
}
