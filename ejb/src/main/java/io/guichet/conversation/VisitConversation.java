package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a visitor reads of his own conversation. */
@UseCase
@Stateless
public class VisitConversation {

    // By JDBC: pages without a stream ask it again and again. docs/performance.md has what it saves.
    private static final String PROGRESS = """
            select m.status, r.id, r.content, r.pre_quote, r.metadata
              from messages m left join messages r on r.reply_to = m.id
             where m.id = ? and m.conversation_id = ?""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    Messages messages;

    /**
     * Which conversation the session opens.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}
     */
    public ConversationId conversation(Token session, String correlation) {
        return sessions.open(session, correlation).conversation();
    }

    /**
     * What whoever follows the conversation has to know, so that he need not ask while nothing happens.
     *
     * @param last the message after which he wants to go on; one that the conversation does not have is none
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}
     */
    public Following follow(Token session, @Nullable MessageId last, String correlation) {
        var visit = sessions.open(session, correlation);
        var until = em.createQuery(
                        "select s.expiresAt from Session s where s.tenantId = :tenant and s.secretHash = :hash",
                        Instant.class)
                .setParameter("tenant", visit.context().tenant().value())
                .setParameter("hash", session.hash())
                .getSingleResult();
        var seen = last == null ? null : em.find(Message.class, last.value());
        var known =
                seen != null && seen.conversationId.equals(visit.conversation().value());
        return new Following(visit.conversation(), known ? last : null, until);
    }

    /** The messages after one, oldest first, at most 100. */
    public List<MessageView> messages(Token session, @Nullable MessageId after, String correlation) {
        var visit = sessions.open(session, correlation);
        return messages.after(visit.context().tenant(), visit.conversation(), after, Files.Reader.VISITOR);
    }

    /**
     * One message of the visitor's conversation.
     *
     * @throws GuichetException {@link ProblemCode#MESSAGE_NOT_FOUND} also for another conversation's
     */
    public MessageView message(Token session, MessageId id, String correlation) {
        var visit = sessions.open(session, correlation);
        return messages.views(visit.context().tenant(), List.of(own(visit, id)), Files.Reader.VISITOR)
                .getFirst();
    }

    /**
     * How far a message of the visitor's has come, with its reply once there is one.
     *
     * @throws GuichetException {@link ProblemCode#MESSAGE_NOT_FOUND} also for another conversation's
     */
    public Progress progress(Token session, MessageId id, String correlation) {
        var visit = sessions.open(session, correlation);
        return em.unwrap(org.hibernate.Session.class)
                .doReturningWork(connection -> progress(connection, visit.conversation(), id))
                .orElseThrow(VisitConversation::noMessage);
    }

    private static Optional<Progress> progress(Connection connection, ConversationId conversation, MessageId id)
            throws SQLException {
        try (var query = connection.prepareStatement(PROGRESS)) {
            query.setObject(1, id.value());
            query.setObject(2, conversation.value());
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var reply = row.getObject(2, UUID.class);
                return Optional.of(new Progress(
                        row.getString(1),
                        reply == null ? null : new MessageId(reply).toString(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
            }
        }
    }

    private Message own(Sessions.Visit visit, MessageId id) {
        var message = em.find(Message.class, id.value());
        if (message == null
                || !message.conversationId.equals(visit.conversation().value())) {
            throw noMessage();
        }
        return message;
    }

    private static GuichetException noMessage() {
        return new GuichetException(ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no such message.");
    }

    /**
     * @param after the message that was seen last; null to begin with the first
     * @param until when the session ends
     */
    public record Following(
            ConversationId conversation, @Nullable MessageId after, Instant until) {}

    /**
     * @param status {@code queued}, {@code processing}, {@code completed} or {@code failed}
     * @param content the reply's, once there is one
     * @param preQuote JSON, where the reply carries one
     * @param metadata JSON of how the reply was found
     */
    public record Progress(
            String status,
            @Nullable String replyId,
            @Nullable String content,
            @JsonRawValue @Nullable String preQuote,
            @JsonRawValue @Nullable String metadata) {}
}
