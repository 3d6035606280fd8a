package io.guichet.conversation;

import io.guichet.tenancy.MemberRemoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;

/** What a member had taken, or was to take, waits for somebody else once he has no place in the tenant any more. */
@ApplicationScoped
class QueueAgainWithMember {

    @PersistenceContext
    EntityManager em;

    @Inject
    WaitingMessages waiting;

    void removed(@Observes MemberRemoved removal) {
        var his = em.createQuery(
                        "from HandOver h where h.tenantId = :tenant and h.assigneeMemberId = :member"
                                + " and h.state in ('assigned', 'with_person') order by h.conversationId",
                        HandOver.class)
                .setParameter("tenant", removal.context().tenant().value())
                .setParameter("member", removal.member().value())
                .getResultList();
        for (var handOver : his) {
            var conversation = em.find(Conversation.class, handOver.conversationId);
            em.refresh(conversation, LockModeType.PESSIMISTIC_WRITE);
            em.refresh(handOver);
            if (handOver.isOpen() && removal.member().value().equals(handOver.assigneeMemberId)) {
                var silent = handOver.state() == HandOverState.WITH_PERSON;
                handOver.queueAgain();
                if (silent) {
                    conversation.status = "waiting_for_person";
                    waiting.backToAgent(removal.context(), conversation, handOver);
                }
            }
        }
    }
}
