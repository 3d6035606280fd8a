package io.guichet.tenancy;

import io.guichet.kernel.PlatformCaller;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Tells whether the audit trail is as it was written; in steps, so that a long one holds no transaction open. */
@UseCase
@Stateless
public class VerifyAudit {

    private static final int STEP = 1000;

    @PersistenceContext
    EntityManager em;

    /** Every chain: the nil UUID's is the platform's own. */
    public List<UUID> chains(PlatformCaller caller) {
        return em.unwrap(Session.class).doReturningWork(AuditChain::all);
    }

    /** Goes along the next entries of a chain; the caller goes on until it is done. */
    public AuditChain.Step walk(PlatformCaller caller, UUID chain, AuditChain.Link after) {
        return em.unwrap(Session.class).doReturningWork(connection -> AuditChain.walk(connection, chain, after, STEP));
    }
}
