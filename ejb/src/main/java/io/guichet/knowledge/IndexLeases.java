package io.guichet.knowledge;

import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** Which node writes an index that several search. */
@UseCase
@Stateless
public class IndexLeases {

    @PersistenceContext
    EntityManager em;

    /**
     * Takes an index over, or keeps it.
     *
     * @param node who asks
     * @param until how long it is his
     * @return whether it is; not while another one has it
     */
    public boolean take(PlatformCaller caller, String index, UUID node, Instant now, Instant until) {
        return !em.createNativeQuery("""
                        insert into index_leases as l (index_name, node, until) values (:index, :node, :until)
                        on conflict (index_name) do update set node = excluded.node, until = excluded.until
                         where l.node = excluded.node or l.until <= :now
                        returning 1""")
                .setParameter("index", index)
                .setParameter("node", node)
                .setParameter("until", Timestamp.from(until))
                .setParameter("now", Timestamp.from(now))
                .getResultList()
                .isEmpty();
    }
}
