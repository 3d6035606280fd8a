package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/** Ends a conversation: nothing more is said in it. Works in a transaction that holds its row. */
@ApplicationScoped
class EndConversation {

    @PersistenceContext
    EntityManager em;

    @Inject
    WaitingMessages waiting;

    @Inject
    TellVisitor tell;

    @Inject
    Clock clock;

    /** What has ended stays as it is. */
    void end(CallContext context, Conversation conversation) {
        if (conversation.status.equals("closed")) {
            return;
        }
        var now = clock.instant();
        em.createQuery(
                        "from HandOver h where h.tenantId = :tenant and h.conversationId = :conversation"
                                + " and h.state in :open",
                        HandOver.class)
                .setParameter("tenant", conversation.tenantId)
                .setParameter("conversation", conversation.id)
                .setParameter("open", HandOvers.OPEN)
                .getResultStream()
                .forEach(h -> h.end(HandOverState.CLOSED, now));
        waiting.settle(conversation);
        conversation.status = "closed";
        conversation.endedAt = now;
        tell.ofEnd(conversation);
    }
}
