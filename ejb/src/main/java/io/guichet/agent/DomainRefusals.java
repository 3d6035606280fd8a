package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Pages that may not show a deployment and tried: noted, so that its tenant sees a forgotten domain, or a thief. */
@UseCase
@Stateless
public class DomainRefusals {

    private static final Logger LOG = Logger.getLogger(DomainRefusals.class);
    private static final int ROWS_IN_AN_HOUR = 100;
    private static final String OTHERS = "(others)";
    private static final Pattern NOT_OF_AN_ORIGIN = Pattern.compile("[^A-Za-z0-9:/._\\[\\]-]");

    @PersistenceContext
    EntityManager em;

    @Inject
    DeploymentRows rows;

    @Inject
    AgentConfig config;

    @Inject
    Event<DomainRefusedOften> often;

    @Inject
    Clock clock;

    /**
     * Notes a refusal, in a transaction of its own: that of the refused request is rolled back.
     *
     * @param origin as it came; null where none came
     * @param address it came from
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void note(CallContext context, DeploymentId deployment, @Nullable String origin, String address) {
        var now = clock.instant();
        var hour = now.truncatedTo(ChronoUnit.HOURS);
        var page = printable(origin);
        var from = cleaned(address, 100);
        // The id is older than this place; what it means has not changed.
        LOG.warnf("GUI0301 deployment %s refused to origin %s from %s", deployment, page, from);
        if (!count(context, deployment, page, from, hour, now)) {
            var there = rowsOf(context, deployment, hour);
            var room = there < ROWS_IN_AN_HOUR;
            page = room ? page : OTHERS;
            add(context, deployment, page, room ? from : OTHERS, hour, now);
        }
        alert(context, deployment, page, hour, now);
    }

    /**
     * The refusals of a deployment, the newest rows first.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#DEPLOYMENT_NOT_FOUND}
     */
    public Page<RefusalView> list(CallContext context, DeploymentId id, PageRequest page) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var deployment = rows.found(context, id, LockModeType.NONE);
        var after = page.after().map(Cursor::id).orElse(new UUID(-1, -1));
        @SuppressWarnings("unchecked")
        List<Object[]> found = em.createNativeQuery("""
                        select id, origin, address, count, first_at, last_at from domain_refusals
                         where tenant_id = :tenant and deployment_id = :deployment and id < :after
                           and lower(origin) like :q
                         order by id desc""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("deployment", deployment.id)
                .setParameter("after", after)
                .setParameter("q", page.pattern())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(found, page.limit(), row -> new Cursor("", (UUID) row[0]))
                .map(row -> new RefusalView(
                        (String) row[1], (String) row[2], ((Number) row[3]).longValue(), (Instant) row[4], (Instant)
                                row[5]));
    }

    /**
     * Removes what is too old, in a transaction of its own.
     *
     * @return how many rows
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int forget(CallContext context) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var before = clock.instant().minus(config.refusalsKept);
        var rows = em.createNativeQuery("delete from domain_refusals where tenant_id = :tenant and hour < :before")
                .setParameter("tenant", context.tenant().value())
                .setParameter("before", Timestamp.from(before))
                .executeUpdate();
        return rows
                + em.createNativeQuery("delete from domain_alerts where tenant_id = :tenant and day < :before")
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("before", before.atZone(ZoneOffset.UTC).toLocalDate())
                        .executeUpdate();
    }

    private boolean count(
            CallContext context, DeploymentId deployment, String origin, String address, Instant hour, Instant now) {
        return em.createNativeQuery("""
                                update domain_refusals set count = count + 1, last_at = :now
                                 where tenant_id = :tenant and deployment_id = :deployment and hour = :hour
                                   and origin = :origin and address = :address""")
                        .setParameter("now", Timestamp.from(now))
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("deployment", deployment.value())
                        .setParameter("hour", Timestamp.from(hour))
                        .setParameter("origin", origin)
                        .setParameter("address", address)
                        .executeUpdate()
                == 1;
    }

    private void add(
            CallContext context, DeploymentId deployment, String origin, String address, Instant hour, Instant now) {
        em.createNativeQuery("""
                        insert into domain_refusals (id, tenant_id, deployment_id, origin, address, hour, count, first_at,
                                                     last_at)
                        values (:id, :tenant, :deployment, :origin, :address, :hour, 1, :now, :now)
                        on conflict (tenant_id, deployment_id, hour, origin, address)
                        do update set count = domain_refusals.count + 1, last_at = excluded.last_at""")
                .setParameter("id", Ids.next())
                .setParameter("tenant", context.tenant().value())
                .setParameter("deployment", deployment.value())
                .setParameter("origin", origin)
                .setParameter("address", address)
                .setParameter("hour", Timestamp.from(hour))
                .setParameter("now", Timestamp.from(now))
                .executeUpdate();
    }

    private long rowsOf(CallContext context, DeploymentId deployment, Instant hour) {
        return ((Number) em.createNativeQuery("select count(*) from domain_refusals"
                                + " where tenant_id = :tenant and deployment_id = :deployment and hour = :hour")
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("deployment", deployment.value())
                        .setParameter("hour", Timestamp.from(hour))
                        .getSingleResult())
                .longValue();
    }

    private void alert(CallContext context, DeploymentId deployment, String origin, Instant hour, Instant now) {
        var count = ((Number) em.createNativeQuery("""
                                select coalesce(sum(count), 0) from domain_refusals
                                 where tenant_id = :tenant and deployment_id = :deployment and hour = :hour
                                   and origin = :origin""")
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("deployment", deployment.value())
                        .setParameter("hour", Timestamp.from(hour))
                        .setParameter("origin", origin)
                        .getSingleResult())
                .longValue();
        if (count < config.refusalsAlert) {
            return;
        }
        var first = em.createNativeQuery("""
                                insert into domain_alerts (tenant_id, deployment_id, origin, day)
                                values (:tenant, :deployment, :origin, :day) on conflict do nothing""")
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("deployment", deployment.value())
                        .setParameter("origin", origin)
                        .setParameter("day", now.atZone(ZoneOffset.UTC).toLocalDate())
                        .executeUpdate()
                == 1;
        if (first) {
            often.fire(new DomainRefusedOften(context, deployment, origin, count));
        }
    }

    /** An origin comes from anybody: what is none of its characters is not kept. */
    private static String printable(@Nullable String origin) {
        if (origin == null || origin.isBlank()) {
            return "(none)";
        }
        return cleaned(origin, 200);
    }

    private static String cleaned(String text, int longest) {
        return NOT_OF_AN_ORIGIN
                .matcher(text.substring(0, Math.min(text.length(), longest)))
                .replaceAll("?");
    }
}
