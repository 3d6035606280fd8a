package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How much a tenant may still write to people who did not ask: so much a day in all, so many letters to one address. An
 * invitation that was taken back was written all the same.
 */
@ApplicationScoped
class DailyRoom {

    /** Letters to one address in a day. */
    static final int LETTERS = 3;

    private static final Duration DAY = Duration.ofDays(1);

    @PersistenceContext
    EntityManager em;

    @Inject
    InvitationConfig config;

    @Inject
    Clock clock;

    /** Holds the tenant, before anything else: of several at once each counts those before it. */
    void hold(CallContext context) {
        em.createNativeQuery("select 1 from tenants where id = :tenant for no key update")
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    /**
     * Takes room for an invitation, or a letter that is sent once more; after {@link #hold}.
     *
     * @throws GuichetException {@link ProblemCode#RATE_LIMITED}
     */
    void take(CallContext context, byte[] emailHash, boolean letter) {
        var now = clock.instant();
        forget(context, now.minus(DAY));
        var taken = (Object[]) em.createNativeQuery("""
                        select count(*), count(*) filter (where letter and email_hash = :email)
                          from invitation_requests where tenant_id = :tenant""", Object[].class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("email", emailHash)
                .getSingleResult();
        if (((Number) taken[0]).longValue() >= config.dailyCap) {
            throw GuichetException.retryAfter(
                    ProblemCode.RATE_LIMITED,
                    "At most " + config.dailyCap + " invitations a day, those that are sent again included.",
                    DAY);
        }
        if (letter && ((Number) taken[1]).longValue() >= LETTERS) {
            throw GuichetException.retryAfter(
                    ProblemCode.RATE_LIMITED, "At most " + LETTERS + " letters a day to one address.", DAY);
        }
        em.createNativeQuery("""
                        insert into invitation_requests (id, tenant_id, email_hash, letter, at)
                        values (:id, :tenant, :email, :letter, :now)""")
                .setParameter("id", Ids.next())
                .setParameter("tenant", context.tenant().value())
                .setParameter("email", emailHash)
                .setParameter("letter", letter)
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
    }

    private void forget(CallContext context, Instant before) {
        em.createNativeQuery("delete from invitation_requests where tenant_id = :tenant and at <= :before")
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", Timestamp.from(before))
                .executeUpdate();
    }
}
