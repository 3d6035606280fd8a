package io.guichet.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.agent.Deployments;
import io.guichet.answering.TurnTaken;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.Files;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.quote.PricedPreQuote;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Inject
    Announce announce;

    @Inject
    Conversations conversations;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

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

    private record Escalated(String reason) {}
}
