package io.guichet.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.SectorName;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that a tenant's own software opens and closes for somebody who speaks to it. It writes into those alone:
 * nobody speaks in the name of a visitor who came by himself.
 */
@UseCase
@Stateless
public class ServiceConversations {

    private static final int LONGEST = 200;
    private static final UUID LAST = new UUID(-1, -1);

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    ReadableConversations readable;

    @Inject
    EndConversation end;

    @Inject
    Idempotency idempotency;

    @Inject
    Clock clock;

    /**
     * Opens a conversation. It counts once something is said in it.
     *
     * @param key of idempotency, or null
     * @throws GuichetException {@link ProblemCode#DEPLOYMENT_NOT_FOUND} where no active one fits; {@link
     *     ProblemCode#INVALID_FIELDS} where several do
     */
    public ServiceConversation start(CallContext context, NewConversation wanted, @Nullable String key) {
        context.require(Permission.CREATE_SESSIONS);
        return idempotency.once(
                context,
                "service-client.start",
                key,
                wanted,
                ServiceConversation.class,
                () -> started(context, wanted));
    }

    private ServiceConversation started(CallContext context, NewConversation wanted) {
        var user = wanted.user();
        new FieldErrors()
                .check(
                        wanted.locale() == null || List.of("fr", "en").contains(wanted.locale()),
                        "locale",
                        "is fr or en")
                .check(isShort(user.name()), "user_info.name", "is at most " + LONGEST + " characters")
                .check(isShort(user.email()), "user_info.email", "is at most " + LONGEST + " characters")
                .check(isShort(user.phone()), "user_info.phone", "is at most " + LONGEST + " characters")
                .throwIfAny();
        var deployment = deployment(context, wanted);
        var row = new Conversation(
                context.tenant().value(),
                deployment.id().value(),
                null,
                wanted.locale() == null ? "fr" : wanted.locale(),
                known(user),
                clock.instant());
        row.openedBy = context.actor().text();
        em.persist(row);
        return view(row);
    }

    private static boolean isShort(@Nullable String text) {
        return PlainText.isAtMost(text, LONGEST) && PlainText.isClean(text, false);
    }

    /** The one that was named, or the only one that fits. */
    private DeploymentView deployment(CallContext context, NewConversation wanted) {
        var sector = wanted.sector() == null ? null : SectorName.of(wanted.sector());
        var fitting = wanted.deploymentKey() == null
                ? deployments.active(context, sector, 2)
                : deployments.byKey(context, wanted.deploymentKey()).stream()
                        .filter(DeploymentView::active)
                        .filter(d -> sector == null || d.sector().equals(sector))
                        .toList();
        if (fitting.isEmpty()) {
            throw new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No active deployment of yours fits.");
        }
        new FieldErrors()
                .check(fitting.size() == 1, "deployment_key", "says which: several deployments fit")
                .throwIfAny();
        return fitting.getFirst();
    }

    /** The tenant vouches for it. */
    private static @Nullable String known(User user) {
        ObjectNode said = Json.mapper().createObjectNode();
        put(said, "name", user.name());
        put(said, "email", user.email());
        put(said, "phone", user.phone());
        return KnownContext.merged(null, said);
    }

    private static void put(ObjectNode said, String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            said.put(field, value.strip());
        }
    }

    /**
     * Closes one. Closed twice, it is closed.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for one that a visitor opened
     */
    public ServiceConversation close(CallContext context, ConversationId id) {
        context.require(Permission.CREATE_SESSIONS);
        var row = readable.hold(context, id);
        if (row.openedBy == null) {
            throw new GuichetException(
                    ProblemCode.CONVERSATION_NOT_FOUND, "No conversation that your software opened has this id.");
        }
        end.end(context, row);
        return view(row);
    }

    /**
     * Every conversation in which something was said, or that software opened; the newest first.
     *
     * @param active only those that are not closed, or are; null for all
     */
    public Page<ServiceConversation> list(CallContext context, PageRequest page, @Nullable Boolean active) {
        context.require(Permission.READ_CONVERSATIONS);
        var own = readable.ownMember(context);
        var query = em.createQuery(
                        "from Conversation c where c.tenantId = :tenant and c.id < :before"
                                + " and (c.startedAt is not null or c.openedBy is not null)"
                                + (own == null ? "" : " and c.memberId = :own")
                                + (active == null
                                        ? ""
                                        : active ? " and c.status <> 'closed'" : " and c.status = 'closed'")
                                + " order by c.id desc",
                        Conversation.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", page.after().map(Cursor::id).orElse(LAST))
                .setMaxResults(page.limit() + 1);
        if (own != null) {
            query.setParameter("own", own);
        }
        return Page.cut(query.getResultList(), page.limit(), c -> new Cursor("", c.id))
                .map(ServiceConversations::view);
    }

    private static ServiceConversation view(Conversation c) {
        return new ServiceConversation(
                new ConversationId(c.id),
                new DeploymentId(c.deploymentId),
                c.channel,
                c.status,
                c.statusReason,
                c.locale,
                c.messagesCount,
                c.openedBy != null,
                c.createdAt,
                c.startedAt,
                c.lastMessageAt);
    }

    /**
     * @param deploymentKey null for the only active deployment, of that sector if one is said
     * @param locale {@code fr} or {@code en}; French where nothing is said
     */
    public record NewConversation(
            @Nullable String deploymentKey,
            @Nullable String sector,
            @Nullable String locale,
            User user) {}

    /** Who speaks, as far as the tenant knows. */
    public record User(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {

        public static final User UNKNOWN = new User(null, null, null);
    }

    /**
     * @param channel that it is held on
     * @param messagesCount of both sides
     * @param isOpenedBySoftware whether the tenant's own software opened it, and so may write into it
     * @param startedAt when something was said first; null while nobody has said anything
     */
    public record ServiceConversation(
            ConversationId id,
            DeploymentId deploymentId,
            String channel,
            String status,
            @Nullable String statusReason,
            String locale,
            int messagesCount,
            boolean isOpenedBySoftware,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant lastMessageAt) {}
}
