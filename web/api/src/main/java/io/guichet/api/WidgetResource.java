package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.agent.DomainRefusals;
import io.guichet.agent.OriginRefused;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.FileId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.OpenSession;
import io.guichet.conversation.ParentPage;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.TestPass;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.trust.ContextTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A visitor's conversation. */
@Path("widget/v1")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "widget")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class WidgetResource {

    private static final Logger LOG = Logger.getLogger(WidgetResource.class);
    private static final int LONGEST_KEY = 100;

    @Inject
    OpenSession openSession;

    @Inject
    ReceiveMessage receiveMessage;

    @Inject
    VisitConversation visit;

    @Inject
    DomainRefusals refusals;

    @Inject
    Callers callers;

    /** A session on a page of an allowed domain, or by a link. */
    @POST
    @Path("init")
    @Operation(
            summary = "Open a conversation",
            description =
                    "With {\"deployment_key\"} and the Origin of an allowed domain, or with the {\"session_token\"} of a"
                            + " link. context_token is a JWT that the tenant signed. session_id is a secret: it goes into"
                            + " X-Session-ID.")
    @APIResponse(
            responseCode = "200",
            description = "The session",
            content = @Content(schema = @Schema(implementation = SessionAnswer.class)))
    @APIResponse(responseCode = "401", description = "invalid_context_token")
    @APIResponse(responseCode = "403", description = "domain_not_allowed")
    @APIResponse(responseCode = "404", description = "deployment_not_found or link_not_found")
    @APIResponse(responseCode = "410", description = "link_gone or link_used")
    public Response init(
            @Nullable Init init,
            @HeaderParam("Origin") @Nullable String origin,
            @HeaderParam("Accept-Language") @Nullable String languages,
            @Context HttpHeaders headers) {
        var body = Requests.body(init);
        var token = body.sessionToken();
        var key = body.deploymentKey();
        new FieldErrors()
                .check((token == null) != (key == null), "session_token", "or deployment_key is given, not both")
                .check(token == null || token.length() <= LONGEST_KEY, "session_token", "is too long")
                .check(key == null || key.length() <= LONGEST_KEY, "deployment_key", "is too long")
                .check(
                        body.contextToken() == null || body.contextToken().length() <= ContextTokens.LONGEST,
                        "context_token",
                        "is at most " + ContextTokens.LONGEST + " characters")
                .throwIfAny();
        var locale = Requests.locale(languages);
        if (token != null) {
            var opened = openSession.byLink(new Token(token), locale, body.contextToken(), Correlation.current());
            return Response.ok(Answer.of(SessionAnswer.of(opened))).build();
        }
        var opened = onPage(Objects.requireNonNull(key), parent(key, origin, headers), locale, body.contextToken());
        return Response.ok(Answer.of(SessionAnswer.of(opened)))
                .header("Access-Control-Allow-Origin", origin)
                .header("Vary", "Origin")
                .build();
    }

    /** A page of ours, on which somebody tries the deployment out, says so by a cookie; no other page sends one. */
    private static ParentPage parent(String key, @Nullable String origin, HttpHeaders headers) {
        var pass = headers.getCookies().get(TestPass.cookieFor(key));
        return new ParentPage(origin, pass == null ? null : pass.getValue());
    }

    private OpenSession.SessionOpened onPage(
            String key, ParentPage parent, String locale, @Nullable String contextToken) {
        try {
            return openSession.byDeployment(key, parent, locale, contextToken, Correlation.current());
        } catch (OriginRefused refused) {
            if (refused.isForeign()) {
                note(refused);
            }
            throw refused;
        }
    }

    /** Whether it can be noted or not, the page is refused. */
    private void note(OriginRefused refused) {
        try {
            refusals.note(refused.context(), refused.deployment(), refused.origin(), callers.address());
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0610 a refusal of %s could not be noted", refused.deployment());
        }
    }

    /**
     * What a browser asks before a partner's page may call init. It promises nothing: init itself compares the origin with
     * the domains of the deployment that it is asked for.
     */
    @OPTIONS
    @Path("init")
    @Operation(hidden = true)
    public Response mayInit(@HeaderParam("Origin") @Nullable String origin) {
        var answer = Response.noContent().header("Vary", "Origin");
        if (origin != null) {
            answer.header("Access-Control-Allow-Origin", origin)
                    .header("Access-Control-Allow-Methods", "POST")
                    .header("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
                    .header("Access-Control-Max-Age", "600");
        }
        return answer.build();
    }

    /** Accepted is kept: it is answered also if the process dies now. */
    @POST
    @Path("message")
    @Operation(
            summary = "Say something",
            description = "At most 8,000 characters; empty only where file_ids are given.")
    @APIResponse(
            responseCode = "202",
            description = "Kept, and queued to be answered",
            content = @Content(schema = @Schema(implementation = Queued.class)))
    @APIResponse(responseCode = "404", description = "file_not_found")
    @APIResponse(responseCode = "409", description = "conversation_closed")
    @APIResponse(responseCode = "401", description = "invalid_session")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @SecurityRequirement(name = "session")
    public Response message(
            @Nullable NewMessage message,
            @HeaderParam("X-Session-ID") @Nullable String session,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var secret = Callers.session(session);
        var body = Requests.body(message);
        var received = receiveMessage.receive(
                secret,
                new ReceiveMessage.NewMessage(
                        Objects.requireNonNullElse(body.content(), ""),
                        body.files(),
                        idempotencyKey,
                        Requests.object(body.context(), "context")),
                Correlation.current());
        return Response.accepted(Answer.of(new Queued(received.message().toString(), "queued", received.position())))
                .build();
    }

    /** How far the answer has come. */
    @GET
    @Path("message/{id}/status")
    @Operation(
            summary = "Ask for the answer to a message",
            description = "Until status is completed or failed. A page rather follows the events.")
    @APIResponse(responseCode = "200", description = "queued, processing, completed with the reply, or failed")
    @APIResponse(responseCode = "404", description = "message_not_found")
    @SecurityRequirement(name = "session")
    public Answer<Status> status(@PathParam("id") String id, @HeaderParam("X-Session-ID") @Nullable String session) {
        var secret = Callers.session(session);
        var message = MessageId.parse(id).orElseThrow(WidgetResource::noMessage);
        var progress = visit.progress(secret, message, Correlation.current());
        return Answer.of(new Status(
                progress.status(), progress.replyId(), progress.content(), progress.preQuote(), progress.metadata()));
    }

    /** What was said, oldest first. */
    @GET
    @Path("session/{id}/messages")
    @Operation(summary = "Read the conversation", description = "{id} is the conversation_id, or the session_id.")
    @APIResponse(responseCode = "200", description = "At most 100 messages; page.next is the cursor for after")
    @SecurityRequirement(name = "session")
    public Answer.Paged<MessageList> messages(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @HeaderParam("X-Session-ID") @Nullable String session) {
        var secret = Callers.session(session);
        own(id, secret);
        var cursor =
                after == null || after.isEmpty() ? null : MessageId.parse(after).orElseThrow(WidgetResource::noMessage);
        var messages = visit.messages(secret, cursor, Correlation.current());
        return Answer.Paged.of(
                new MessageList(messages),
                messages.size() < 100 ? null : messages.getLast().id());
    }

    /** Checks that the address names the conversation that the secret opens. */
    private void own(String id, Token secret) {
        var conversation = visit.conversation(secret, Correlation.current());
        if (!id.equals(secret.text()) && !ConversationId.parse(id).equals(java.util.Optional.of(conversation))) {
            throw new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "The session opens no such conversation.");
        }
    }

    private static GuichetException noMessage() {
        return new GuichetException(ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no such message.");
    }

    /**
     * Either of the first two fields, not both.
     *
     * @param contextToken what the tenant signed of the visitor: a JWT for this deployment, used once
     */
    public record Init(
            @Nullable String deploymentKey,
            @Nullable String sessionToken,
            @Nullable String contextToken) {}

    /**
     * @param sessionId the secret for X-Session-ID
     * @param conversationId public: in webhooks and on screens
     */
    public record SessionAnswer(
            String sessionId,
            String conversationId,
            AgentAnswer agent,
            @Nullable ArtisanAnswer artisan,
            BrandingAnswer branding,
            String welcomeMessage,
            String disclosure,
            String placeholder,
            boolean resumed) {

        static SessionAnswer of(OpenSession.SessionOpened opened) {
            var branding = opened.branding();
            return new SessionAnswer(
                    opened.secret().text(),
                    opened.conversation().toString(),
                    new AgentAnswer(opened.agentName(), branding.logoUrl()),
                    opened.artisan() == null ? null : new ArtisanAnswer(opened.artisan()),
                    new BrandingAnswer(
                            branding.title(),
                            branding.primaryColor(),
                            branding.logoUrl(),
                            branding.poweredBy(),
                            branding.customCss()),
                    branding.welcome(),
                    branding.disclosure(),
                    branding.placeholder(),
                    opened.resumed());
        }
    }

    public record AgentAnswer(String name, @Nullable String avatar) {}

    public record ArtisanAnswer(String name) {}

    /**
     * @param customCss reduced to what does no harm; absent where there is none
     */
    public record BrandingAnswer(
            String title,
            String primaryColor,
            @Nullable String logoUrl,
            boolean poweredBy,
            @Nullable String customCss) {}

    /**
     * @param context what the page says of itself; nobody trusts it
     */
    public record NewMessage(
            @Nullable String content,
            @Nullable List<String> fileIds,
            @Nullable ObjectNode context) {

        List<FileId> files() {
            return fileIds == null
                    ? List.of()
                    : fileIds.stream()
                            .map(id -> (id == null ? java.util.Optional.<FileId>empty() : FileId.parse(id))
                                    .orElseThrow(() -> new GuichetException(
                                            ProblemCode.FILE_NOT_FOUND,
                                            "A file of file_ids is not in this conversation.")))
                            .toList();
        }
    }

    /**
     * @param position how many messages of the conversation wait, this one included
     */
    public record Queued(String messageId, String status, int position) {}

    /**
     * @param preQuote present where this reply carried or changed one
     */
    public record Status(
            String status,
            @Nullable String replyId,
            @Nullable String content,
            @JsonRawValue @Nullable String preQuote,
            @JsonRawValue @Nullable String metadata) {}

    public record MessageList(List<MessageView> messages) {}
}
