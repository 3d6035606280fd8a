package io.guichet.conversation;

import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as whoever answers it sees it: the next message that waits, and the reply. Replies go in the order of
 * the messages; what was known is checked to be what the reply was made from.
 */
@UseCase
@Stateless
public class Turns {

    /** An upload that takes longer was given up, as far as the photos beside it go. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

    @PersistenceContext
    EntityManager em;

    @Inject
    Work work;

    @Inject
    WaitingMessages unanswered;

    @Inject
    Notices notices;

    @Inject
    Meter meter;

    @Inject
    Introduction introduction;

    @Inject
    Event<VisitorSpoke> spoken;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * Takes the oldest message that waits, up to one; it is being processed from then on.
     *
     * @return nothing where all are answered, where they are a person's to answer, or where the conversation has ended: then
     *     they wait no more
     */
    public Optional<PendingTurn> next(CallContext context, ConversationId conversation, MessageId upTo) {
        var waiting = oldest(context, conversation, upTo);
        while (waiting.isPresent() && !take(waiting.get())) {
            var status = held(conversation);
            if (status.equals("closed")) {
                // Written while somebody was closing it, who could not see it yet.
                unanswered.settle(em.find(Conversation.class, conversation.value()));
            }
            if (status.equals("closed") || status.equals("with_person")) {
                return Optional.empty();
            }
            waiting = oldest(context, conversation, upTo);
        }
        return waiting.map(message -> pending(conversation, message));
    }

    /**
     * How a conversation stands, until the transaction ends. Waits for one who is giving it back or closing it at this
     * moment, so that either he sees what waits, or the agent does.
     */
    private String held(ConversationId conversation) {
        return (String) em.createNativeQuery("select status from conversations where id = :id for share", String.class)
                .setParameter("id", conversation.value())
                .getSingleResult();
    }

    private Optional<Message> oldest(CallContext context, ConversationId conversation, MessageId upTo) {
        return em.createQuery(
                        "from Message m where m.tenantId = :tenant and m.conversationId = :conversation"
                                + " and m.role = 'visitor' and m.status in ('queued', 'processing') and m.id <= :last"
                                + " order by m.id",
                        Message.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("last", upTo.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Somebody else may have answered it since it was read, or a person has it: what is completed stays so. */
    private boolean take(Message message) {
        return em.createQuery("update Message m set m.status = 'processing'"
                                + " where m.id = :id and m.status in ('queued', 'processing')"
                                + " and not exists (select c.id from Conversation c where c.id = m.conversationId"
                                + " and c.status in ('with_person', 'closed'))")
                        .setParameter("id", message.id)
                        .executeUpdate()
                == 1;
    }

    private PendingTurn pending(ConversationId conversation, Message message) {
        notices.typing(conversation);
        var row = em.find(Conversation.class, conversation.value());
        if (row.startedAt == null) {
            em.createQuery("update Conversation c set c.startedAt = :at where c.id = :id and c.startedAt is null")
                    .setParameter("at", message.createdAt)
                    .setParameter("id", row.id)
                    .executeUpdate();
        }
        var besides = besides(conversation, message);
        return new PendingTurn(
                conversation,
                new MessageId(message.id),
                message.content,
                ((Number) besides[0]).intValue(),
                ((Number) besides[1]).intValue(),
                row.facts,
                row.factsVersion,
                row.locale,
                new DeploymentId(row.deploymentId),
                row.memberId == null ? null : new MemberId(row.memberId),
                row.trustedContext,
                (String) besides[2]);
    }

    /** Photos that came with a message, those up to it, and what the page said of itself last. */
    private Object[] besides(ConversationId conversation, Message message) {
        return (Object[]) em.createNativeQuery("""
                        select count(*) filter (where f.message_id = :message), count(*),
                               (select m.page_context from messages m
                                 where m.conversation_id = :conversation and m.page_context is not null
                                   and m.id <= :message
                                 order by m.id desc limit 1)
                          from files f where f.conversation_id = :conversation and f.message_id <= :message""")
                .setParameter("conversation", conversation.value())
                .setParameter("message", message.id)
                .getSingleResult();
    }

    /**
     * Answers a message.
     *
     * @return the reply's id; nothing where somebody answered it, or changed what is known, since it was taken, or a
     *     person took the conversation: then it is taken again
     */
    public Optional<MessageId> reply(CallContext context, PendingTurn turn, Reply reply) {
        var now = clock.instant();
        var updated = em.createNativeQuery("""
                        update conversations
                           set facts = :facts, facts_version = facts_version + 1, last_message_at = :now,
                               messages_count = messages_count + 2,
                               project = coalesce(cast(:project as text), project),
                               completed_at = case when :completed then coalesce(completed_at, :now) else completed_at end,
                               status = case when cast(:reason as text) is null then status else 'waiting_for_person' end,
                               status_reason = coalesce(cast(:reason as text), status_reason)
                         where id = :id and facts_version = :version and status not in ('with_person', 'closed')
                           and exists (select 1 from messages m where m.id = :message and m.status = 'processing')""")
                .setParameter("facts", reply.facts())
                .setParameter("now", Timestamp.from(now))
                .setParameter("project", reply.project())
                .setParameter("reason", reply.handOver())
                .setParameter("completed", reply.completes())
                .setParameter("id", turn.conversation().value())
                .setParameter("version", turn.factsVersion())
                .setParameter("message", turn.message().value())
                .executeUpdate();
        if (updated == 0) {
            return Optional.empty();
        }
        var conversation = em.find(Conversation.class, turn.conversation().value());
        em.refresh(conversation);
        var welcome = introduction.before(context, conversation);
        var row = new Message(conversation, "agent", welcome + reply.content(), "completed", now);
        row.replyTo = turn.message().value();
        row.quickReplies = reply.quickReplies().isEmpty() ? null : Json.write(reply.quickReplies());
        row.brief = reply.brief() == null ? null : welcome + reply.brief();
        row.preQuote = reply.preQuote();
        row.metadata = reply.metadata();
        row.asksRating = reply.completes() && asksNow(turn.conversation(), now) ? Boolean.TRUE : null;
        em.persist(row);
        complete(turn, "completed");
        notices.message(turn.conversation(), new MessageId(row.id));
        return Optional.of(new MessageId(row.id));
    }

    /** How it was is asked once: where the project is complete, or at the end. */
    private boolean asksNow(ConversationId conversation, Instant now) {
        return em.createQuery("update Conversation c set c.ratingAskedAt = :now"
                                + " where c.id = :id and c.ratingAskedAt is null")
                        .setParameter("now", now)
                        .setParameter("id", conversation.value())
                        .executeUpdate()
                == 1;
    }

    /**
     * Gives up the oldest message that waits, up to one: nobody could answer it. Those behind it get tries of their own.
     *
     * @return the message that was given up; nothing where all were answered after all
     */
    public Optional<MessageId> fail(CallContext context, ConversationId conversation, MessageId upTo) {
        var oldest = oldest(context, conversation, upTo);
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        var id = new MessageId(oldest.get().id);
        var failed = em.createQuery("update Message m set m.status = 'failed'"
                        + " where m.id = :id and m.status in ('queued', 'processing')")
                .setParameter("id", id.value())
                .executeUpdate();
        if (failed == 0) {
            return Optional.empty();
        }
        em.createQuery("update Conversation c set c.status = 'waiting_for_person', c.statusReason = 'answer_failed'"
                        + " where c.id = :id and c.status in ('open', 'waiting_for_person')")
                .setParameter("id", conversation.value())
                .executeUpdate();
        if (!id.equals(upTo)) {
            // Another key: the row of the work that is being given up still stands under its own.
            work.schedule(
                    context, ReceiveMessage.ANSWER, upTo + "/after/" + id, ReceiveMessage.subject(conversation, upTo));
        }
        notices.message(conversation, id);
        return Optional.of(id);
    }

    /**
     * Turns photos that wait for a word into a message without words, and has it answered; while more of them come, it
     * waits for these.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#QUOTA_EXCEEDED}; the photos wait on
     */
    public void photosAlone(CallContext context, ConversationId conversation) {
        var row = em.find(Conversation.class, conversation.value());
        if (row == null || row.status.equals("closed")) {
            return;
        }
        var now = clock.instant();
        if (newerPhotos(conversation, now)) {
            return;
        }
        if (uploading(conversation, now)) {
            // Another key: the row of this work still stands under its own.
            work.schedule(
                    context,
                    AnswerPhotos.TYPE,
                    conversation + "/" + now.toEpochMilli(),
                    conversation.toString(),
                    now.plus(config.photoGrace));
            return;
        }
        var message = new Message(row, "visitor", "", "queued", now);
        em.persist(message);
        em.flush();
        var attached = attach(message);
        if (attached.isEmpty()) {
            em.remove(message);
            return;
        }
        var id = new MessageId(message.id);
        work.schedule(context, ReceiveMessage.ANSWER, id.toString(), ReceiveMessage.subject(conversation, id));
        var place = place(row);
        var starts = meter.start(place, message.createdAt);
        em.refresh(row);
        spoken.fire(new VisitorSpoke(context, conversation, id, attached, starts, message.createdAt));
        meter.count(context, id, message.createdAt, place, starts);
    }

    private List<FileId> attach(Message message) {
        @SuppressWarnings("unchecked")
        var attach = (TypedQuery<UUID>) em.createNativeQuery("""
                        update files set message_id = :message
                         where tenant_id = :tenant and conversation_id = :conversation and message_id is null
                        returning id""", UUID.class);
        return attach.setParameter("message", message.id)
                .setParameter("tenant", message.tenantId)
                .setParameter("conversation", message.conversationId)
                .getResultStream()
                .map(FileId::new)
                .toList();
    }

    /** Whether a photo waits whose own time has not come: then all go with it. */
    private boolean newerPhotos(ConversationId conversation, Instant now) {
        return em.createQuery(
                                "select count(f) from StoredFile f where f.conversationId = :id and f.messageId is null"
                                        + " and f.createdAt > :since",
                                Long.class)
                        .setParameter("id", conversation.value())
                        .setParameter("since", now.minus(config.photoGrace))
                        .getSingleResult()
                > 0;
    }

    private boolean uploading(ConversationId conversation, Instant now) {
        var coming = (Number) em.createNativeQuery("""
                        select count(*) from uploads
                         where conversation_id = :id and file_id is null and expires_at > :now and created_at > :since""")
                .setParameter("id", conversation.value())
                .setParameter("now", Timestamp.from(now))
                .setParameter("since", Timestamp.from(now.minus(LONGEST_UPLOAD)))
                .getSingleResult();
        return coming.longValue() > 0;
    }

    private Meter.Place place(Conversation row) {
        var limits = (Object[])
                em.createNativeQuery("select max_sessions_day, max_messages_day from agent_deployments where id = :id")
                        .setParameter("id", row.deploymentId)
                        .getSingleResult();
        return new Meter.Place(
                row.id, row.deploymentId, row.memberId, row.startedAt == null, (Long) limits[0], (Long) limits[1]);
    }

    private void complete(PendingTurn turn, String status) {
        em.createQuery("update Message m set m.status = :status where m.id = :id")
                .setParameter("status", status)
                .setParameter("id", turn.message().value())
                .executeUpdate();
    }

    /**
     * A message that waits, and what is known.
     *
     * @param text may be empty where only photos came
     * @param facts JSON that the sector agent left the last time
     * @param member for whom the conversation is held, or null where it is the tenant's own
     * @param trustedContext JSON of what the tenant vouched for, or null
     * @param pageContext JSON of what the page said last, which nobody can trust, or null
     */
    public record PendingTurn(
            ConversationId conversation,
            MessageId message,
            String text,
            int newPhotos,
            int photos,
            String facts,
            int factsVersion,
            String locale,
            DeploymentId deployment,
            @Nullable MemberId member,
            @Nullable String trustedContext,
            @Nullable String pageContext) {}

    /**
     * @param brief the content without the words of the pre-quote, or null where it carries none
     * @param preQuote JSON of the pre-quote that the reply carries, or null
     * @param project JSON of what is wanted, or null where it did not change
     * @param metadata JSON of how the answer was found
     * @param handOver why a person must go on, or null
     * @param completes whether all that a pre-quote needs is known by now
     */
    public record Reply(
            String content,
            @Nullable String brief,
            List<String> quickReplies,
            @Nullable String preQuote,
            String facts,
            @Nullable String project,
            String metadata,
            @Nullable String handOver,
            boolean completes) {
        public Reply {
            quickReplies = List.copyOf(quickReplies);
        }
    }
}
