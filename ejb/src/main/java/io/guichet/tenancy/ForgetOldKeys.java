package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;

/** Removes idempotency keys, and the answers with them, that nobody can mean any more. */
@UseCase
@Stateless
public class ForgetOldKeys {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenancyConfig config;

    @Inject
    Clock clock;

    /**
     * A tenant's.
     *
     * @return how many
     */
    public int of(CallContext context) {
        return em.createNativeQuery("delete from idempotency_keys where tenant_id = :tenant and created_at < :oldest")
                .setParameter("tenant", context.tenant().value())
                .setParameter("oldest", oldest())
                .executeUpdate();
    }

    /** Those of people who run the platform. */
    public int ofThePlatform(PlatformCaller caller) {
        return em.createNativeQuery("delete from platform_idempotency_keys where created_at < :oldest")
                .setParameter("oldest", oldest())
                .executeUpdate();
    }

    private Timestamp oldest() {
        return Timestamp.from(clock.instant().minus(config.idempotencyLifetime));
    }
}
