package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import org.hibernate.Session;

/**
 * The room that a tenant's files take: a level, not what is used in a month. Taken and given back in the transaction of
 * the file; rolled back, nothing was taken.
 */
@ApplicationScoped
public class StorageQuota {

    /** The plan that follows counts already, as for all that there is at a time. */
    private static final String TAKE = """
            with asked as materialized (
                select t.id as tenant_id, cast(? as bigint) as bytes,
                       (select min(l.included) from subscriptions s
                          join plan_limits l on l.plan_version_id = s.plan_version_id
                         where s.tenant_id = t.id and l.metric = 'storage_bytes' and l.beyond = 'stop'
                           and (s.ends_at is null or s.ends_at > ?)) as most
                  from tenants t where t.id = ?
            )
            insert into usage_levels as u (tenant_id, metric, used)
            select a.tenant_id, 'storage_bytes', a.bytes from asked a where a.most is null or a.bytes <= a.most
            on conflict (tenant_id, metric) do update set used = u.used + excluded.used
             where (select most from asked) is null or u.used + excluded.used <= (select most from asked)""";

    private static final String ROOM = """
            select coalesce((select u.used from usage_levels u
                              where u.tenant_id = :tenant and u.metric = 'storage_bytes'), 0) + :bytes
                   <= (select min(l.included) from subscriptions s
                         join plan_limits l on l.plan_version_id = s.plan_version_id
                        where s.tenant_id = :tenant and l.metric = 'storage_bytes' and l.beyond = 'stop'
                          and (s.ends_at is null or s.ends_at > :now))""";

    private static final String GIVE_BACK = """
            update usage_levels set used = greatest(0, used - ?) where tenant_id = ? and metric = 'storage_bytes'""";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Takes room, if there is as much. At the end of a transaction: the next who wants some waits until it is over.
     *
     * @throws GuichetException {@link ProblemCode#STORAGE_FULL}
     */
    public void take(CallContext context, long bytes) {
        var taken = em.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(TAKE)) {
                statement.setLong(1, bytes);
                statement.setTimestamp(2, Timestamp.from(clock.instant()));
                statement.setObject(3, context.tenant().value());
                return statement.executeUpdate() == 1;
            }
        });
        if (!taken) {
            throw full();
        }
    }

    /**
     * Refuses what there is no room for now; nothing is taken.
     *
     * @throws GuichetException {@link ProblemCode#STORAGE_FULL}
     */
    public void refuseWhenFull(CallContext context, long bytes) {
        var fits = em.createNativeQuery(ROOM)
                .setParameter("tenant", context.tenant().value())
                .setParameter("bytes", bytes)
                .setParameter("now", Timestamp.from(clock.instant()))
                .getSingleResult();
        if (Boolean.FALSE.equals(fits)) {
            throw full();
        }
    }

    private static GuichetException full() {
        return new GuichetException(ProblemCode.STORAGE_FULL, "No more files can be taken here.");
    }

    /** Gives back what files took that are no more. */
    public void giveBack(CallContext context, long bytes) {
        em.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(GIVE_BACK)) {
                statement.setLong(1, bytes);
                statement.setObject(2, context.tenant().value());
                statement.executeUpdate();
            }
        });
    }
}
