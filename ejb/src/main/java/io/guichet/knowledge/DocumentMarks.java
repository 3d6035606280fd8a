package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which documents of all tenants changed, and when, by the numbers of transactions: what is committed late has an early
 * number, so who follows begins each time with the first that was still running the last time.
 */
@UseCase
@Stateless
public class DocumentMarks {

    /** What an index that was away for longer still has of a document is shown to nobody. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final UUID FIRST = new UUID(0, 0);

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * @param changedIn number of the transaction that changed it last
     * @param gone whether it is no more
     */
    public record Mark(UUID document, TenantId owner, long changedIn, boolean gone) {}

    /** Which database this is. */
    public UUID identity(PlatformCaller caller) {
        return (UUID) em.createNativeQuery("select identity from knowledge_identity", UUID.class)
                .getSingleResult();
    }

    /** The first transaction that may still be running; all before it are over. */
    public long horizon(PlatformCaller caller) {
        return ((Number) em.createNativeQuery(
                                "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)")
                        .getSingleResult())
                .longValue();
    }

    /**
     * What changed since a transaction, that one included, in order.
     *
     * @param after the last mark of the part before; null for the first part
     */
    @SuppressWarnings("unchecked")
    public List<Mark> since(PlatformCaller caller, long transaction, @Nullable Mark after, int limit) {
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select document_id, tenant_id, cast(cast(changed_in as text) as bigint), gone
                          from document_marks
                         where (changed_in, document_id) > (cast(cast(:from as text) as xid8), cast(:id as uuid))
                         order by changed_in, document_id""")
                .setParameter("from", Long.toString(after == null ? transaction : after.changedIn()))
                .setParameter("id", after == null ? FIRST : after.document())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(DocumentMarks::mark).toList();
    }

    /**
     * The documents that another model read, or none, in the order of their ids.
     *
     * @param after the last of the part before; null for the first part
     */
    @SuppressWarnings("unchecked")
    public List<Mark> readByOthers(PlatformCaller caller, String model, @Nullable UUID after, int limit) {
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select document_id, tenant_id, cast(cast(changed_in as text) as bigint), gone
                          from document_marks
                         where not gone and vector_model is distinct from :model and document_id > cast(:after as uuid)
                         order by document_id""")
                .setParameter("model", model)
                .setParameter("after", after == null ? FIRST : after)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(DocumentMarks::mark).toList();
    }

    private static Mark mark(Object[] row) {
        return new Mark((UUID) row[0], owner((UUID) row[1]), ((Number) row[2]).longValue(), (Boolean) row[3]);
    }

    /** Forgets what went long ago. */
    public int forget(CallContext context) {
        return em.createNativeQuery(
                        "delete from document_marks where tenant_id = :tenant and gone and changed_at < :before")
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", Timestamp.from(clock.instant().minus(KEPT)))
                .executeUpdate();
    }

    private static TenantId owner(@Nullable UUID tenant) {
        return tenant == null ? DocumentRows.NOBODY : new TenantId(tenant);
    }
}
