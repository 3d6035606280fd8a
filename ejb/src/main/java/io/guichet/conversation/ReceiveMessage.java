package io.guichet.conversation;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import io.guichet.work.WorkType;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visitor writes. One transaction holds the session's check, the message and the work that will answer it: once this
 * returned, the message is not lost when the process dies.
 */
@UseCase
@Stateless
public class ReceiveMessage {

    /** Answers a visitor's message; the subject is {@code conversation/message}. */
    public static final WorkType ANSWER = WorkType.retriedForMinutes("conversation.answer");

    /** Longest message, in characters. */
    public static final int LONGEST = 8_000;

    private static final int LARGEST_CONTEXT = 8_000;

    // By JDBC: each message comes through here, and a query of Hibernate's costs more than the statement.
    private static final String INSERT = """
            insert into messages (id, tenant_id, conversation_id, role, content, status, client_key,
                                  request_hash, page_context, created_at)
            select ?, c.tenant_id, c.id, 'visitor', ?, 'queued', ?, ?, ?, ?
              from conversations c where c.id = ? and c.status <> 'closed'
            on conflict (conversation_id, client_key) do nothing
            returning 1 + (select count(*) from messages q where q.tenant_id = messages.tenant_id
                              and q.conversation_id = messages.conversation_id and q.status = 'queued')""";

    private static final String ATTACH = """
            update files set message_id = ?
             where tenant_id = ? and conversation_id = ? and message_id is null""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /**
     * Accepts a message.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONVERSATION_CLOSED}, {@link ProblemCode#FILE_NOT_FOUND}, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_REUSED}
     */
    public Received receive(Token session, NewMessage message, String correlation) {
        check(message);
        var visit = sessions.open(session, correlation);
        var id = MessageId.next();
        var position = insert(visit, id, message);
        if (position == 0) {
            return again(visit, message);
        }
        attach(visit, id, message.files());
        work.schedule(visit.context(), ANSWER, id.toString(), subject(visit.conversation(), id));
        return new Received(id, position);
    }

    private static void check(NewMessage message) {
        var key = message.clientKey();
        var context = message.pageContext();
        new FieldErrors()
                .check(
                        !message.content().isBlank() || !message.files().isEmpty(),
                        "content",
                        "says something, unless files come with it")
                .check(message.content().length() <= LONGEST, "content", "is at most " + LONGEST + " characters")
                .check(
                        key == null || (!key.isBlank() && key.length() <= 200),
                        "Idempotency-Key",
                        "is 1 to 200 characters")
                .check(
                        context == null || context.length() <= LARGEST_CONTEXT,
                        "context",
                        "is at most " + LARGEST_CONTEXT + " characters of JSON")
                .check(message.files().size() <= Files.MOST, "file_ids", "are at most " + Files.MOST)
                .throwIfAny();
    }

    /** Writes the message and counts how many wait in its conversation, itself included; 0 if its key was used before. */
    private int insert(Sessions.Visit visit, MessageId id, NewMessage message) {
        int position = em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, id.value());
                insert.setString(2, message.content());
                insert.setString(3, message.clientKey());
                insert.setBytes(4, hash(message));
                insert.setString(5, message.pageContext());
                insert.setTimestamp(6, Timestamp.from(clock.instant()));
                insert.setObject(7, visit.conversation().value());
                try (var row = insert.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        });
        if (position > 0) {
            return position;
        }
        if (em.find(Conversation.class, visit.conversation().value()).status.equals("closed")) {
            throw new GuichetException(ProblemCode.CONVERSATION_CLOSED, "This conversation has ended; open a new one.");
        }
        return 0;
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

    /** Files that wait go with the message, whether it names them or not; those that it names must be this visitor's. */
    private void attach(Sessions.Visit visit, MessageId message, List<FileId> named) {
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
        em.unwrap(org.hibernate.Session.class).doWork(connection -> {
            try (var update = connection.prepareStatement(ATTACH)) {
                update.setObject(1, message.value());
                update.setObject(2, visit.context().tenant().value());
                update.setObject(3, visit.conversation().value());
                update.executeUpdate();
            }
        });
    }

    private static byte[] hash(NewMessage message) {
        return new Token(message.content() + "\0" + message.files() + "\0" + message.pageContext()).hash();
    }

    static String subject(ConversationId conversation, MessageId message) {
        return conversation + "/" + message;
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
