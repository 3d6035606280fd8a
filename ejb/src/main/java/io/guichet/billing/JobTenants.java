package io.guichet.billing;

import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * For which tenants a job has something left to do. Whether they are active does not matter: what was used is owed;
 * who was deleted before the month began used nothing in it.
 */
@UseCase
@Stateless
public class JobTenants {

    private static final ZoneOffset FIRST_ZONE = ZoneOffset.ofHours(14);
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    private static final String OF_SLICE = """
            select t.id from tenants t
             where t.id > ? and t.created_at < ? and (t.deleted_at is null or t.deleted_at >= ?)
               and mod(uuid_hash(t.id)::bigint + 2147483648, ?) = ?
               and\s""";

    private static final String OPEN = """
            not exists (select 1 from billing_periods b where b.tenant_id = t.id and b.period = ?)
             order by t.id limit ?""";

    private static final String UNREPORTED = """
            exists (select 1 from billing_periods b where b.tenant_id = t.id and b.period = ?)
               and not exists (select 1 from usage_reports r where r.tenant_id = t.id and r.period = ?)
             order by t.id limit ?""";

    private static final UUID FIRST = new UUID(0, 0);

    @PersistenceContext
    EntityManager em;

    /**
     * @param slice which of {@code slices} equal parts of all tenants; a tenant is always in the same
     * @param after where the last call ended; null for the first
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<TenantId> left(
            PlatformCaller caller,
            JobName job,
            YearMonth month,
            int slice,
            int slices,
            @Nullable TenantId after,
            int limit) {
        caller.requireSuperAdmin();
        var period = Date.valueOf(month.atDay(1));
        var begin = period.toLocalDate().atStartOfDay().toInstant(FIRST_ZONE);
        // Nearly right: in which zone a tenant's month ends is asked when it is closed.
        var end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(LAST_ZONE);
        return em.unwrap(Session.class).doReturningWork(connection -> {
            var what = switch (job) {
                case CLOSE_MONTH -> OPEN;
                case USAGE_REPORT -> UNREPORTED;
            };
            try (var query = connection.prepareStatement(OF_SLICE + what)) {
                query.setObject(1, after == null ? FIRST : after.value());
                query.setTimestamp(2, Timestamp.from(end));
                query.setTimestamp(3, Timestamp.from(begin));
                query.setInt(4, slices);
                query.setInt(5, slice);
                query.setDate(6, period);
                if (job == JobName.USAGE_REPORT) {
                    query.setDate(7, period);
                }
                query.setInt(job == JobName.USAGE_REPORT ? 8 : 7, limit);
                var found = new ArrayList<TenantId>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(new TenantId(rows.getObject(1, UUID.class)));
                    }
                }
                return found;
            }
        });
    }
}
