package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** What was said before a message, for whoever answers it. */
@UseCase
@Stateless
public class History {

    @PersistenceContext
    EntityManager em;

    /**
     * The last messages before one, oldest first; without those that nobody could answer.
     *
     * @param most of both sides
     */
    public List<Line> before(CallContext context, ConversationId conversation, MessageId message, int most) {
        return em
                .createQuery(
                        "from Message m where m.tenantId = :tenant and m.conversationId = :conversation and m.id < :message"
                                + " and m.status <> 'failed' order by m.id desc",
                        Message.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("message", message.value())
                .setMaxResults(most)
                .getResultList()
                .reversed()
                .stream()
                .map(m -> new Line(m.role, m.brief == null ? m.content : m.brief))
                .toList();
    }

    /** The names of the files that came with a message, as the visitor calls them. */
    public List<String> fileNames(CallContext context, ConversationId conversation, MessageId message) {
        return em.createQuery(
                        "select f.name from StoredFile f where f.tenantId = :tenant and f.conversationId = :conversation"
                                + " and f.messageId = :message order by f.id",
                        String.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("message", message.value())
                .getResultList();
    }

    /**
     * @param role {@code visitor}, {@code agent} or {@code person}
     * @param text without the words of a pre-quote
     */
    public record Line(String role, String text) {}
}
