package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;

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
    Audit audit;

    @Inject
    Clock clock;

    /**
     * What has ended stays as it is. The audit trail of a hand-over that ends by it is the last of all: whoever holds the
     * trail waits for no conversation.
     */
    void end(CallContext context, Conversation conversation) {
        if (conversation.status.equals("closed")) {
            return;
        }
        var now = clock.instant();
        var handOver = open(conversation);
        var before = handOver.map(HandOverTold::of).orElse(null);
        handOver.ifPresent(row -> row.end(HandOverState.CLOSED, now));
        waiting.settle(conversation);
        conversation.status = "closed";
        conversation.endedAt = now;
        tell.ofEnd(conversation);
        handOver.ifPresent(row -> audit.record(
                context, "hand_over.closed", new HandOverId(row.id).toString(), before, HandOverTold.of(row)));
    }

    /** A conversation has one at most. */
    private Optional<HandOver> open(Conversation conversation) {
        return em.createQuery(
                        "from HandOver h where h.tenantId = :tenant and h.conversationId = :conversation"
                                + " and h.state in :open",
                        HandOver.class)
                .setParameter("tenant", conversation.tenantId)
                .setParameter("conversation", conversation.id)
                .setParameter("open", HandOvers.OPEN)
                .getResultStream()
                .findFirst();
    }
}
