package io.guichet.api;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Streams;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.throttle.Networks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happens in a visitor's conversation, as it happens. */
@Path("widget/v1/session/{id}/events")
@RequestScoped
@Tag(name = "widget")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class EventsResource {

    @Inject
    VisitConversation visit;

    @Inject
    Streams streams;

    @Inject
    StreamRoom room;

    @Inject
    Callers callers;

    /** Server-sent events: {@code typing}, {@code draft}, {@code message} (its id is the message's), {@code pre_quote}. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow the conversation",
            description =
                    "Server-sent events hello, typing, draft, message and pre_quote. Last-Event-ID resumes after a message."
                            + " A draft is a reply as far as it is written; its message takes its place.")
    @APIResponse(responseCode = "200", description = "The stream")
    @SecurityRequirement(name = "session")
    public void events(
            @PathParam("id") String id,
            @HeaderParam("X-Session-ID") @Nullable String session,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context SseEventSink sink,
            @Context Sse sse) {
        var secret = Callers.session(session);
        var seen = last == null ? Optional.<MessageId>empty() : MessageId.parse(last);
        var following = visit.follow(secret, seen.orElse(null), Correlation.current());
        var conversation = following.conversation();
        if (!id.equals(secret.text()) && !ConversationId.parse(id).equals(Optional.of(conversation))) {
            throw new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "The session opens no such conversation.");
        }
        var place = room.placeFor(Visits.name(secret.text()), Networks.of(callers.address()));
        var stream = new ConversationStream(visit, secret, following, sink, sse, room, room.executor());
        try {
            var unsubscribe = streams.subscribe(conversation, stream::accept);
            stream.follow(() -> {
                unsubscribe.run();
                place.run();
            });
        } catch (RuntimeException e) {
            place.run();
            stream.close();
            throw e;
        }
    }
}
