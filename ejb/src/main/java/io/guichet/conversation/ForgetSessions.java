package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;

/** Removes sessions and links that ended long ago. What was said stays. */
@UseCase
@Stateless
public class ForgetSessions {

    @PersistenceContext
    EntityManager em;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    /**
     * A tenant's.
     *
     * @return how many
     */
    public int of(CallContext context) {
        return ended(
                        context,
                        "delete from Session s where s.tenantId = :tenant and s.expiresAt < :oldest",
                        config.sessionsKept)
                + ended(
                        context,
                        "delete from SessionLink l where l.tenantId = :tenant and l.expiresAt < :oldest",
                        config.linksKept);
    }

    private int ended(CallContext context, String delete, Duration kept) {
        return em.createQuery(delete)
                .setParameter("tenant", context.tenant().value())
                .setParameter("oldest", clock.instant().minus(kept))
                .executeUpdate();
    }
}
