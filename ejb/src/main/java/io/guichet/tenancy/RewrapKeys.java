package io.guichet.tenancy;

import io.guichet.kernel.PlatformCaller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.hibernate.Session;

/** Puts the tenants' keys under the current platform key, so that a former one can be forgotten. */
@UseCase
@Stateless
public class RewrapKeys {

    private static final int BATCH = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    PlatformKey platform;

    @Inject
    Audit audit;

    /**
     * Wraps some anew; the caller comes again until there are none. May be ended at any time.
     *
     * @return how many were wrapped anew
     */
    public int batch(PlatformCaller caller) {
        caller.requireSuperAdmin();
        int done = em.unwrap(Session.class)
                .doReturningWork(connection -> new Rewrapping(platform.ring()).batch(connection, BATCH));
        if (done > 0) {
            audit.record(caller, "platform_key.rewrapped", "platform", null, new Rewrapped(done));
        }
        return done;
    }

    /** How many a former key wrapped: it can be forgotten when there are none. */
    public long left(PlatformCaller caller) {
        caller.requireSuperAdmin();
        return em.unwrap(Session.class).doReturningWork(connection -> new Rewrapping(platform.ring()).left(connection));
    }

    private record Rewrapped(int keys) {}
}
