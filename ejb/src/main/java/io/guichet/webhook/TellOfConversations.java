package io.guichet.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.agent.Deployments;
import io.guichet.answering.TurnTaken;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.FileId;
import io.guichet.conversation.FileReceived;
import io.guichet.conversation.Files;
import io.guichet.conversation.VisitorSpoke;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.quote.PricedPreQuote;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens in conversations, and announces it to the tenant's endpoints in the same transaction.
 *
 * @see "docs/webhooks.md for the shape of the payload"
 */
@ApplicationScoped
class TellOfConversations {

    private static final Logger LOG = Logger.getLogger(TellOfConversations.class);
    private static final String PART = "webhook";

    @Inject
    Announce announce;

    @Inject
    Conversations conversations;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    /** The beginning first: an endpoint that wants both hears of it in this order, where nothing fails. */
    void spoke(@Observes VisitorSpoke said) {
        var context = platform(said.context());
        if (said.first()) {
            tell(
                    context,
                    EventType.SESSION_STARTED,
                    said.conversation(),
                    said.conversation().toString(),
                    c -> new Started(c.channel()));
        }
        tell(
                context,
                EventType.MESSAGE_RECEIVED,
                said.conversation(),
                said.message().toString(),
                c -> new Received(MessageOfEvent.of(said)));
    }

    void fileReceived(@Observes FileReceived received) {
        var context = platform(received.context());
        var id = received.file().toString();
        tell(
                context,
                EventType.FILE_UPLOADED,
                received.conversation(),
                id,
                c -> new Uploaded(conversations.files(context, c.id()).stream()
                        .filter(f -> f.id().equals(id))
                        .map(FileOfProject::of)
                        .findFirst()
                        .orElseThrow()));
    }

    /** What happens often is written down only where somebody wants to hear it. */
    private void tell(
            CallContext context,
            EventType type,
            ConversationId id,
            String source,
            Function<ConversationView, Object> data) {
        if (announce.isWanted(context, type)) {
            var conversation = conversations.get(context, id);
            announce.announce(context, type, source, body(context, conversation, data.apply(conversation)));
        }
    }

    /** Who acts is a visitor; what is told of him is told by the platform. */
    private static CallContext platform(CallContext visitor) {
        return CallContext.platform(visitor.tenant(), PART, visitor.correlation());
    }

    void turnTaken(@Observes TurnTaken turn) {
        if (turn.completed() == null && turn.handOver() == null) {
            return;
        }
        var context = turn.context();
        var conversation = conversations.get(context, turn.conversation());
        if (turn.completed() != null) {
            var project = conversation.project() == null ? Json.tree("{}") : Json.tree(conversation.project());
            var files = conversations.files(context, turn.conversation()).stream()
                    .map(FileOfProject::of)
                    .toList();
            var source = conversation.id() + "/" + turn.completed().revision();
            completed(context, conversation, source, new ProjectCompleted(project, files, turn.completed(), null));
            // Written down in any case: its later pre-quotes complete it no further, whoever listens by then.
            announce.announce(
                    context,
                    EventType.SESSION_COMPLETED,
                    conversation.id().toString(),
                    body(context, conversation, new Completed(Totals.of(turn.completed()))));
        }
        if (turn.handOver() != null) {
            announce.announce(
                    context,
                    EventType.CONVERSATION_ESCALATED,
                    turn.message().toString(),
                    body(context, conversation, new Escalated(turn.handOver())));
        }
    }

    /** A project that is too large for a webhook is told without its files: the visitor's turn is never lost over it. */
    private void completed(
            CallContext context, ConversationView conversation, String source, ProjectCompleted project) {
        try {
            announce.announce(context, EventType.PROJECT_COMPLETED, source, body(context, conversation, project));
        } catch (PayloadTooLarge e) {
            LOG.warnf("GUI0504 %s is announced without details: %s", source, e.getMessage());
            var type = Json.mapper()
                    .createObjectNode()
                    .set("type", project.project().path("type"));
            announce.announce(
                    context,
                    EventType.PROJECT_COMPLETED,
                    source,
                    body(
                            context,
                            conversation,
                            new ProjectCompleted(
                                    type, List.of(), project.preQuote().withoutItems(), true)));
        }
    }

    private Body body(CallContext context, ConversationView conversation, Object data) {
        var deployment = deployments.byId(context, conversation.deployment()).orElseThrow();
        var artisan = Optional.ofNullable(conversation.member())
                .flatMap(id -> tenants.member(context, id))
                .map(m -> new Artisan(m.externalId(), m.name()))
                .orElse(null);
        return new Body(
                new DeploymentOfEvent(deployment.key(), deployment.name()),
                artisan,
                new SessionOfEvent(
                        conversation.id().toString(), conversation.startedAt(), conversation.messagesCount()),
                data);
    }

    private record Body(
            DeploymentOfEvent deployment, @Nullable Artisan artisan, SessionOfEvent session, Object data) {}

    private record DeploymentOfEvent(String key, String name) {}

    private record Artisan(String externalId, String name) {}

    /**
     * @param id the conversation's public id: the session's secret never leaves the visitor's browser
     */
    private record SessionOfEvent(String id, Instant startedAt, int messagesCount) {}

    /**
     * @param truncated true where the description, the files and the lines did not fit; else absent
     */
    private record ProjectCompleted(
            JsonNode project,
            List<FileOfProject> files,
            PricedPreQuote preQuote,
            @Nullable Boolean truncated) {}

    private record FileOfProject(String id, String url, String type, String name, long size) {

        static FileOfProject of(Files.FileView file) {
            return new FileOfProject(file.id(), file.url(), file.mimeType(), file.name(), file.size());
        }
    }

    private record Completed(Totals preQuote) {}

    private record Totals(int revision, String projectType, BigDecimal totalHt, BigDecimal totalTtc, String currency) {

        static Totals of(PricedPreQuote quote) {
            return new Totals(
                    quote.revision(), quote.projectType(), quote.totalHt(), quote.totalTtc(), quote.currency());
        }
    }

    private record Escalated(String reason) {}

    private record Started(String channel) {}

    private record Received(MessageOfEvent message) {}

    /**
     * What the visitor said stays where it was said: who may read it fetches it.
     *
     * @param files ids of those that came with it
     */
    private record MessageOfEvent(String id, String role, Instant createdAt, List<String> files) {

        static MessageOfEvent of(VisitorSpoke said) {
            return new MessageOfEvent(
                    said.message().toString(),
                    "visitor",
                    said.at(),
                    said.files().stream().map(FileId::toString).toList());
        }
    }

    private record Uploaded(FileOfProject file) {}
}
