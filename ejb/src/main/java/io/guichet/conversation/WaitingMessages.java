package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a visitor said and nobody answered. Works in a transaction that holds the conversation's row. */
@ApplicationScoped
class WaitingMessages {

    @PersistenceContext
    EntityManager em;

    @Inject
    Work work;

    /** All of them wait no more: somebody answers them, or nobody will. Answers the newest. */
    Optional<MessageId> settle(Conversation conversation) {
        var waiting = newestFirst(conversation);
        complete(waiting);
        return waiting.stream().findFirst().map(MessageId::new);
    }

    /** The agent goes on where a person stopped: it answers the newest, and those before it wait no more. */
    void backToAgent(CallContext context, Conversation conversation, HandOver handOver) {
        var waiting = newestFirst(conversation);
        complete(waiting.stream().skip(1).toList());
        waiting.stream().findFirst().map(MessageId::new).ifPresent(message -> {
            var about = new ConversationId(conversation.id);
            var key = message + "/back/" + new HandOverId(handOver.id);
            work.schedule(context, ReceiveMessage.ANSWER, key, ReceiveMessage.subject(about, message));
        });
    }

    private List<UUID> newestFirst(Conversation conversation) {
        return em.createQuery(
                        "select m.id from Message m where m.tenantId = :tenant and m.conversationId = :conversation"
                                + " and m.role = 'visitor' and m.status in ('queued', 'processing') order by m.id desc",
                        UUID.class)
                .setParameter("tenant", conversation.tenantId)
                .setParameter("conversation", conversation.id)
                .getResultList();
    }

    private void complete(List<UUID> messages) {
        if (!messages.isEmpty()) {
            em.createQuery("update Message m set m.status = 'completed' where m.id in :ids")
                    .setParameter("ids", messages)
                    .executeUpdate();
        }
    }
}
