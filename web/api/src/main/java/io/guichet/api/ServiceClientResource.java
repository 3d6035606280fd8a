package io.guichet.api;

import io.guichet.analytics.Measures;
import io.guichet.analytics.MeasuresRequest;
import io.guichet.api.ServiceAction.AddKnowledge;
import io.guichet.api.ServiceAction.CloseConversation;
import io.guichet.api.ServiceAction.GetMetrics;
import io.guichet.api.ServiceAction.SendMessage;
import io.guichet.api.ServiceAction.StartConversation;
import io.guichet.api.ServiceAction.UpdateIntent;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ServiceConversations;
import io.guichet.conversation.ServiceConversations.ServiceConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.FrequentQuestionDraft;
import io.guichet.knowledge.FrequentQuestions;
import io.guichet.knowledge.IntentDraft;
import io.guichet.knowledge.Intents;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant's own software speaks with its agents for somebody, and looks after what they know: one address for all. */
@Path("agents/service-client")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "client")
@SecurityRequirement(name = "apiKey")
public class ServiceClientResource {

    private static final int PAGE = 100;

    @Inject
    ServiceConversations service;

    @Inject
    Conversations conversations;

    @Inject
    ReceiveMessage receive;

    @Inject
    FrequentQuestions questions;

    @Inject
    Intents intents;

    @Inject
    Measures measures;

    @Inject
    Callers callers;

    @POST
    @Operation(
            summary = "Ask something of the service client",
            description = "action says what: start_conversation, send_message, close_conversation, add_knowledge,"
                    + " update_intent or get_metrics. Whose it is, the API key says, and no field. A message is answered"
                    + " later: read the conversation.")
    @APIResponse(
            responseCode = "200",
            description = "close_conversation, update_intent, get_metrics: done",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.Done.class)))
    @APIResponse(
            responseCode = "201",
            description = "start_conversation, add_knowledge: what was made",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.Made.class)))
    @APIResponse(
            responseCode = "202",
            description = "send_message: it is kept, and will be answered",
            content = @Content(schema = @Schema(implementation = ServiceAnswer.Queued.class)))
    @APIResponse(responseCode = "404", description = "conversation_not_found or deployment_not_found")
    @APIResponse(responseCode = "409", description = "conversation_closed or conflict")
    @APIResponse(responseCode = "422", description = "invalid_fields or idempotency_key_reused")
    @APIResponse(responseCode = "429", description = "quota_exceeded or rate_limited")
    public Response act(
            @Nullable ServiceAction action,
            @HeaderParam("X-API-Key") @Nullable String key,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        var caller = callers.ofTenant(key);
        return switch (Requests.body(action)) {
            case StartConversation start -> started(service.start(caller, start.conversation(), idempotencyKey));
            case SendMessage send -> sent(caller, send, idempotencyKey);
            case CloseConversation close ->
                done(new ServiceAnswer.Closed(service.close(caller, parsed(close.conversationId()))));
            case AddKnowledge add -> added(caller, add, idempotencyKey);
            case UpdateIntent update -> done(new ServiceAnswer.Updated(intents.put(caller, draft(update))));
            case GetMetrics get -> done(new ServiceAnswer.Measured(metrics(caller, get)));
        };
    }

    private static Response started(ServiceConversation conversation) {
        return made("agents/service-client/" + conversation.id(), new ServiceAnswer.Started(conversation));
    }

    private Response sent(CallContext caller, SendMessage send, @Nullable String key) {
        var id = parsed(send.conversationId());
        var received = receive.receive(
                caller,
                id,
                new ReceiveMessage.NewMessage(
                        Objects.requireNonNullElse(send.message(), "").strip(), List.of(), key, null));
        return Response.accepted(Answer.of(new ServiceAnswer.Queued(
                        id.toString(), received.message().toString(), "queued", received.position())))
                .build();
    }

    private Response added(CallContext caller, AddKnowledge add, @Nullable String key) {
        var question = questions.create(
                caller,
                new FrequentQuestionDraft(
                        add.sector(), add.name(), add.locale(), add.question(), add.variants(), add.answer(), null),
                key);
        return made("client/faq/" + question.id(), new ServiceAnswer.Added(question));
    }

    private static IntentDraft draft(UpdateIntent update) {
        return new IntentDraft(
                update.sector(),
                update.name(),
                update.locale(),
                update.examples(),
                update.answer(),
                update.escalates(),
                update.isActive());
    }

    private ServiceAnswer.Metrics metrics(CallContext caller, GetMetrics get) {
        var errors = new FieldErrors();
        var request = new MeasuresRequest(
                day(get.from(), "from", errors), day(get.to(), "to", errors), Requests.given(get.deploymentKey()));
        errors.throwIfAny();
        return ServiceAnswer.Metrics.of(measures.read(caller, request));
    }

    private static @Nullable LocalDate day(@Nullable String text, String field, FieldErrors errors) {
        var given = Requests.given(text);
        if (given == null) {
            return null;
        }
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            errors.check(false, field, "is a day, e.g. 2026-11-21");
            return null;
        }
    }

    private static Response made(String place, ServiceAnswer.Made made) {
        return Response.created(URI.create(place)).entity(Answer.of(made)).build();
    }

    private static Response done(ServiceAnswer.Done done) {
        return Response.ok(Answer.of(done)).build();
    }

    @GET
    @Operation(
            summary = "List conversations",
            description = "Those in which something was said, or that software opened; the newest first.")
    @APIResponse(responseCode = "200", description = "A page of them; page.next is the cursor of the next")
    @APIResponse(responseCode = "422", description = "invalid_fields: limit or active")
    public Answer.Paged<List<ServiceConversation>> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "true for those that are not closed, false for those that are")
                    @QueryParam("active")
                    @Nullable
                    String active,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var page = service.list(callers.ofTenant(key), PageRequest.of(limit, cursor), Requests.flag(active, "active"));
        return Answer.Paged.of(page.items(), page.next());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read what was said in a conversation", description = "The oldest first.")
    @APIResponse(responseCode = "200", description = "At most 100 messages; page.next is the cursor for after")
    @APIResponse(responseCode = "404", description = "conversation_not_found")
    public Answer.Paged<List<MessageView>> history(
            @PathParam("id") String id,
            @Parameter(description = "The id of a message: those after it") @QueryParam("after") @Nullable String after,
            @HeaderParam("X-API-Key") @Nullable String key) {
        var caller = callers.ofTenant(key);
        var from = after == null || after.isEmpty()
                ? null
                : MessageId.parse(after)
                        .orElseThrow(() ->
                                new GuichetException(ProblemCode.BAD_REQUEST, "after is a page.next of this list."));
        var messages = conversations.messages(caller, parsed(id), from);
        return Answer.Paged.of(
                messages, messages.size() < PAGE ? null : messages.getLast().id());
    }

    private static ConversationId parsed(@Nullable String id) {
        return ConversationId.parse(Objects.requireNonNullElse(id, ""))
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.CONVERSATION_NOT_FOUND, "No conversation of yours has this id."));
    }
}
