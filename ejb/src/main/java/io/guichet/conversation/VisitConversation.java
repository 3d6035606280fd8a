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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a visitor reads of his own conversation. */
@UseCase
@Stateless
public class VisitConversation {

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

    /** The messages after one, oldest first, at most 100. */
    public List<MessageView> messages(Token session, @Nullable MessageId after, String correlation) {
        var visit = sessions.open(session, correlation);
        return messages.after(visit.context().tenant(), visit.conversation(), after);
    }

    /**
     * One message of the visitor's conversation.
     *
     * @throws GuichetException {@link ProblemCode#MESSAGE_NOT_FOUND} also for another conversation's
     */
    public MessageView message(Token session, MessageId id, String correlation) {
        var visit = sessions.open(session, correlation);
        return messages.views(visit.context().tenant(), List.of(own(visit, id))).getFirst();
    }

    /**
     * How far a message of the visitor's has come, with its reply once there is one.
     *
     * @throws GuichetException {@link ProblemCode#MESSAGE_NOT_FOUND} also for another conversation's
     */
    public Progress progress(Token session, MessageId id, String correlation) {
        var visit = sessions.open(session, correlation);
        var message = own(visit, id);
        var reply = em.createQuery("from Message m where m.replyTo = :id", Message.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst();
        return new Progress(
                message.status,
                reply.map(r -> new MessageId(r.id).toString()).orElse(null),
                reply.map(r -> r.content).orElse(null),
                reply.map(r -> r.preQuote).orElse(null),
                reply.map(r -> r.metadata).orElse(null));
    }

    private Message own(Sessions.Visit visit, MessageId id) {
        var message = em.find(Message.class, id.value());
        if (message == null
                || !message.conversationId.equals(visit.conversation().value())) {
            throw new GuichetException(ProblemCode.MESSAGE_NOT_FOUND, "This conversation has no such message.");
        }
        return message;
    }

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
