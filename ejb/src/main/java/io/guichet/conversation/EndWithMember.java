package io.guichet.conversation;

import io.guichet.tenancy.MemberRemoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.UUID;

/** A craftsman's links and his visitors' sessions end with his place in the tenant, in the same transaction. */
@ApplicationScoped
class EndWithMember {

    private static final String OPEN_SESSIONS = " where s.tenantId = :tenant and s.expiresAt > :now"
            + " and s.conversationId in (select c.id from Conversation c where c.tenantId = :tenant"
            + " and c.memberId = :member)";

    @PersistenceContext
    EntityManager em;

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    /** The links first, which locks them: a session that is being opened by one is seen after it, and ended. */
    void removed(@Observes MemberRemoved removal) {
        em.createQuery(
                        "update SessionLink l set l.revokedAt = :now, l.token = null where l.tenantId = :tenant and l.memberId = :member"
                                + " and l.revokedAt is null")
                .setParameter("now", clock.instant())
                .setParameter("tenant", removal.context().tenant().value())
                .setParameter("member", removal.member().value())
                .executeUpdate();
        var conversations = em.createQuery(
                        "select distinct s.conversationId from Session s" + OPEN_SESSIONS, UUID.class)
                .setParameter("now", clock.instant())
                .setParameter("tenant", removal.context().tenant().value())
                .setParameter("member", removal.member().value())
                .getResultList();
        em.createQuery("update Session s set s.expiresAt = :now" + OPEN_SESSIONS)
                .setParameter("now", clock.instant())
                .setParameter("tenant", removal.context().tenant().value())
                .setParameter("member", removal.member().value())
                .executeUpdate();
        notices.ended(conversations);
    }
}
