package io.guichet.trust;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;

/** Removes what is known of tokens that would not be taken any more anyway. */
@UseCase
@Stateless
public class ForgetTokens {

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * A tenant's.
     *
     * @return how many
     */
    public int of(CallContext context) {
        return em.createNativeQuery("delete from context_tokens where tenant_id = :tenant and expires_at < :now")
                .setParameter("tenant", context.tenant().value())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
