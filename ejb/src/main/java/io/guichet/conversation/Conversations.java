package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's conversations, as its people and its software read them. A craftsman reads his own. */
@UseCase
@Stateless
public class Conversations {

    private static final int PAGE = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    ReadableConversations readable;

    @Inject
    Messages messages;

    @Inject
    Files files;

    /** Conversations in which something was said, the newest first, at most 50 after the cursor. */
    public List<ConversationView> list(CallContext context, @Nullable ConversationId before) {
        context.require(Permission.READ_CONVERSATIONS);
        var own = readable.ownMember(context);
        var query = em.createQuery(
                        "from Conversation c where c.tenantId = :tenant and c.startedAt is not null and c.id < :before"
                                + (own == null ? "" : " and c.memberId = :own")
                                + " order by c.id desc",
                        Conversation.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", before == null ? new UUID(-1, -1) : before.value())
                .setMaxResults(PAGE);
        if (own != null) {
            query.setParameter("own", own);
        }
        return query.getResultStream().map(Conversations::view).toList();
    }

    /**
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for another tenant's or craftsman's
     */
    public ConversationView get(CallContext context, ConversationId id) {
        context.require(Permission.READ_CONVERSATIONS);
        return view(readable.find(context, id));
    }

    /** The messages of a conversation after one, oldest first, at most 100. */
    public List<MessageView> messages(CallContext context, ConversationId id, @Nullable MessageId after) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, id);
        return messages.after(context.tenant(), id, after, Files.Reader.TENANT);
    }

    /** The newest messages of a conversation, oldest first, at most 100. */
    public List<MessageView> newest(CallContext context, ConversationId id) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, id);
        return messages.newest(context.tenant(), id, Files.Reader.TENANT);
    }

    /** What is known in a conversation besides what was said: what the tenant vouched for, apart from what a page says. */
    public ContextView context(CallContext context, ConversationId id) {
        context.require(Permission.READ_CONVERSATIONS);
        return new ContextView(readable.find(context, id).trustedContext, messages.pageContext(id));
    }

    /** All files of a conversation, oldest first. */
    public List<Files.FileView> files(CallContext context, ConversationId id) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, id);
        return em.createQuery("from StoredFile f where f.conversationId = :id order by f.id", StoredFile.class)
                .setParameter("id", id.value())
                .getResultStream()
                .map(f -> files.view(context.tenant(), FileRecords.stored(f), Files.Reader.TENANT))
                .toList();
    }

    private static ConversationView view(Conversation c) {
        return new ConversationView(
                new ConversationId(c.id),
                new DeploymentId(c.deploymentId),
                c.memberId == null ? null : new MemberId(c.memberId),
                c.channel,
                c.status,
                c.statusReason,
                c.messagesCount,
                Objects.requireNonNullElse(c.startedAt, c.createdAt),
                c.lastMessageAt,
                c.project);
    }

    /**
     * @param messagesCount of both sides
     * @param project JSON of what is wanted, once it is known
     */
    public record ConversationView(
            ConversationId id,
            DeploymentId deployment,
            @Nullable MemberId member,
            String channel,
            String status,
            @Nullable String statusReason,
            int messagesCount,
            Instant startedAt,
            @Nullable Instant lastMessageAt,
            @JsonRawValue @Nullable String project) {}

    /**
     * @param trusted JSON of what the tenant's own software said from server to server, or signed; or null
     * @param untrusted JSON of what the page said last, which whoever looks at the page can change; or null
     */
    public record ContextView(
            @JsonRawValue @Nullable String trusted,
            @JsonRawValue @Nullable String untrusted) {}
}
