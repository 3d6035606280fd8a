package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import io.guichet.trust.ContextText;
import io.guichet.work.Work;
import io.guichet.work.WorkType;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visitor writes. One transaction holds the session's check, the message, the work that will answer it and what it
 * uses of the tenant's quotas: once this returned, the message is not lost when the process dies.
 */
@UseCase
@Stateless
public class ReceiveMessage {

    /** Answers a visitor's message; the subject is {@code conversation/message}. */
    public static final WorkType ANSWER = WorkType.retriedForMinutes("conversation.answer");

    /** Longest message, in characters. */
    public static final int LONGEST = 8_000;

    // By JDBC: each message comes through here, and a query of Hibernate's costs more than the statement.
    private static final String INSERT = """
            with place as (
                select c.id, c.tenant_id, c.deployment_id, c.member_id, c.started_at is null as fresh,
                       d.max_sessions_day, d.max_messages_day
                  from conversations c
                  join agent_deployments d on d.tenant_id = c.tenant_id and d.id = c.deployment_id
                 where c.id = ? and c.status <> 'closed' and d.is_active and d.deleted_at is null
            ), message as (
                insert into messages (id, tenant_id, conversation_id, role, content, status, client_key,
                                      request_hash, page_context, created_at)
                select ?, c.tenant_id, c.id, 'visitor', ?, 'queued', ?, ?, ?, ? from place c
                on conflict (conversation_id, client_key) do nothing
                returning tenant_id, conversation_id
            )
            select 1 + (select count(*) from messages q where q.tenant_id = m.tenant_id
                           and q.conversation_id = m.conversation_id and q.status = 'queued'),
                   p.id, p.deployment_id, p.member_id, p.fresh, p.max_sessions_day, p.max_messages_day
              from message m, place p""";

    private static final String OPEN = """
            select case when c.status = 'closed' then 'closed'
                        when not d.is_active or d.deleted_at is not null then 'shut'
                        else 'open' end
              from conversations c
              join agent_deployments d on d.tenant_id = c.tenant_id and d.id = c.deployment_id
             where c.id = :conversation""";

    private static final String ATTACH = """
            update files set message_id = ?
             where tenant_id = ? and conversation_id = ? and message_id is null and (? or id = any(?))
            returning id""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    Work work;

    @Inject
    Meter meter;

    @Inject
    Event<VisitorSpoke> spoken;

    @Inject
    Clock clock;

    /**
     * Accepts a message.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONVERSATION_CLOSED} also where its deployment is, {@link ProblemCode#FILE_NOT_FOUND}, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_REUSED}, {@link ProblemCode#QUOTA_EXCEEDED}: then nothing of it is kept
     */
    public Received receive(Token session, NewMessage message, String correlation) {
        check(message);
        return receive(sessions.open(session, correlation), message);
    }

    /**
     * The same for somebody who speaks to the tenant's own software, in a conversation that it opened.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND} also for one that a visitor opened; else as for
     *     a visitor
     */
    public Received receive(CallContext context, ConversationId conversation, NewMessage message) {
        context.require(Permission.CREATE_SESSIONS);
        check(message);
        // The row itself is not read: what starts the conversation is written beside Hibernate.
        var own = em.createQuery(
                        "select count(c) from Conversation c where c.id = :id and c.openedBy is not null", Long.class)
                .setParameter("id", conversation.value())
                .getSingleResult();
        if (own == 0) {
            throw new GuichetException(
                    ProblemCode.CONVERSATION_NOT_FOUND, "No conversation that your software opened has this id.");
        }
        var speaker = new CallContext(
                context.tenant(), new Actor.Visitor(conversation.toString()), Set.of(), context.correlation());
        return receive(new Sessions.Visit(speaker, conversation), message);
    }

    private Received receive(Sessions.Visit visit, NewMessage message) {
        var id = MessageId.next();
        var now = clock.instant();
        var inserted = insert(visit, id, message, now);
        if (inserted.isEmpty()) {
            return again(visit, message);
        }
        var files = attach(visit, id, message.files());
        work.schedule(visit.context(), ANSWER, id.toString(), subject(visit.conversation(), id));
        var place = inserted.get().place();
        var starts = meter.start(place, now);
        spoken.fire(new VisitorSpoke(visit.context(), visit.conversation(), id, files, starts, now));
        meter.count(visit.context(), id, now, place, starts);
        return new Received(id, inserted.get().position());
    }

    private static void check(NewMessage message) {
        var key = message.clientKey();
        var errors = new FieldErrors()
                .check(
                        !message.content().isBlank() || !message.files().isEmpty(),
                        "content",
                        "says something, unless files come with it")
                .check(message.content().length() <= LONGEST, "content", "is at most " + LONGEST + " characters")
                .check(
                        key == null || (!key.isBlank() && key.length() <= 200),
                        "Idempotency-Key",
                        "is 1 to 200 characters")
                .check(message.files().size() <= Files.MOST, "file_ids", "are at most " + Files.MOST);
        ContextText.checkText(errors, "context", message.pageContext());
        errors.throwIfAny();
    }

    /** Writes the message and counts how many wait in its conversation; nothing if its key was used before. */
    private Optional<Inserted> insert(Sessions.Visit visit, MessageId id, NewMessage message, Instant now) {
        var inserted = em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, visit.conversation().value());
                insert.setObject(2, id.value());
                insert.setString(3, message.content());
                insert.setString(4, message.clientKey());
                insert.setBytes(5, hash(message));
                insert.setString(6, message.pageContext());
                insert.setTimestamp(7, Timestamp.from(now));
                try (var row = insert.executeQuery()) {
                    return row.next() ? Optional.of(Inserted.read(row)) : Optional.<Inserted>empty();
                }
            }
        });
        if (inserted.isEmpty()) {
            requireOpen(visit);
        }
        return inserted;
    }

    /** Why nothing was written: only who is refused pays for the look. */
    private void requireOpen(Sessions.Visit visit) {
        var open = em.createNativeQuery(OPEN, String.class)
                .setParameter("conversation", visit.conversation().value())
                .getSingleResult();
        switch ((String) open) {
            case "closed" ->
                throw new GuichetException(
                        ProblemCode.CONVERSATION_CLOSED, "This conversation has ended; open a new one.");
            case "shut" ->
                throw new GuichetException(
                        ProblemCode.CONVERSATION_CLOSED,
                        "Messages are no longer taken here; what was said can still be read.");
            default -> {}
        }
    }

    private Received again(Sessions.Visit visit, NewMessage message) {
        var row = (Object[]) em.createNativeQuery(
                        "select id, request_hash from messages where conversation_id = :conversation and client_key = :key")
                .setParameter("conversation", visit.conversation().value())
                .setParameter("key", message.clientKey())
                .getSingleResult();
        if (!Arrays.equals((byte[]) row[1], hash(message))) {
            throw new GuichetException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another message before.");
        }
        return new Received(new MessageId((UUID) row[0]), 1);
    }

    /** The files that a message names go with it, and must be this visitor's; with one that names none, all that wait. */
    private List<FileId> attach(Sessions.Visit visit, MessageId message, List<FileId> named) {
        if (!named.isEmpty()) {
            var known = em.createQuery(
                            "select count(f) from StoredFile f where f.conversationId = :conversation and f.id in :ids"
                                    + " and f.messageId is null",
                            Long.class)
                    .setParameter("conversation", visit.conversation().value())
                    .setParameter("ids", named.stream().map(FileId::value).toList())
                    .getSingleResult();
            if (known != named.stream().distinct().count()) {
                throw new GuichetException(
                        ProblemCode.FILE_NOT_FOUND, "A file of file_ids does not wait in this conversation.");
            }
        }
        return em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var update = connection.prepareStatement(ATTACH)) {
                update.setObject(1, message.value());
                update.setObject(2, visit.context().tenant().value());
                update.setObject(3, visit.conversation().value());
                update.setBoolean(4, named.isEmpty());
                update.setArray(
                        5,
                        connection.createArrayOf(
                                "uuid", named.stream().map(FileId::value).toArray()));
                try (var rows = update.executeQuery()) {
                    var files = new ArrayList<FileId>();
                    while (rows.next()) {
                        files.add(new FileId(rows.getObject(1, UUID.class)));
                    }
                    return files;
                }
            }
        });
    }

    private static byte[] hash(NewMessage message) {
        return new Token(message.content() + "\0" + message.files() + "\0" + message.pageContext()).hash();
    }

    static String subject(ConversationId conversation, MessageId message) {
        return conversation + "/" + message;
    }

    /** A row that was written. */
    private record Inserted(int position, Meter.Place place) {

        static Inserted read(ResultSet row) throws SQLException {
            return new Inserted(
                    row.getInt(1),
                    new Meter.Place(
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            row.getObject(4, UUID.class),
                            row.getBoolean(5),
                            row.getObject(6, Long.class),
                            row.getObject(7, Long.class)));
        }
    }

    /**
     * @param content may be empty where files come with it
     * @param files that were uploaded before
     * @param clientKey the page's own id of the message: sent twice, it is one; or null
     * @param pageContext JSON from the page, which nobody can trust; or null
     */
    public record NewMessage(
            String content,
            List<FileId> files,
            @Nullable String clientKey,
            @Nullable String pageContext) {
        public NewMessage {
            files = List.copyOf(files);
        }
    }

    /**
     * @param position how many messages of this conversation wait, this one included
     */
    public record Received(MessageId message, int position) {}
}
