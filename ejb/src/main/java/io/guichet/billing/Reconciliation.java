package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the ledger of a tenant says with its counters, its days, and with what was really said. It reports and
 * repairs nothing: a person decides which number is right.
 */
@UseCase
@Stateless
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final String COMPARE = """
            with ledger as (
                select period, metric, sum(quantity) as quantity from usage_ledger
                 where tenant_id = :tenant and period in (:first, :second) group by 1, 2
            ), other as (
                %s
            )
            select cast(coalesce(l.period, o.period) as text), coalesce(l.metric, o.metric),
                   cast(coalesce(l.quantity, 0) as bigint), cast(coalesce(o.quantity, 0) as bigint)
              from ledger l full join other o on o.period = l.period and o.metric = l.metric
             where coalesce(l.quantity, 0) <> coalesce(o.quantity, 0) %s""";

    private static final String COUNTERS = """
            select period, metric, used as quantity from usage_counters
             where tenant_id = :tenant and period in (:first, :second)""";

    private static final String DAYS = """
            select cast(date_trunc('month', day) as date) as period, metric, sum(quantity) as quantity from usage_daily
             where tenant_id = :tenant
               and day >= cast(:second as date) and day < cast(:first as date) + interval '1 month'
             group by 1, 2""";

    /** From the tenant's first entry on: what was said before there was a ledger is not missing in it. */
    private static final String CONVERSATIONS = """
            select cast(date_trunc('month', s.at at time zone t.zone) as date) as period, s.metric, count(*) as quantity
              from tenants t,
                   lateral (select min(at) as at from usage_ledger where tenant_id = :tenant) since,
                   lateral (select 'messages' as metric, m.created_at as at from messages m
                             where m.tenant_id = t.id and m.role = 'visitor' and m.created_at >= since.at
                            union all
                            select 'sessions', c.started_at from conversations c
                             where c.tenant_id = t.id and c.started_at >= since.at) s
             where t.id = :tenant
               and cast(date_trunc('month', s.at at time zone t.zone) as date) in (:first, :second)
             group by 1, 2""";

    private static final String STORAGE = """
            select coalesce((select used from usage_levels where tenant_id = :tenant and metric = 'storage_bytes'), 0),
                   (select cast(coalesce(sum(size_bytes), 0) as bigint)
                      from (select size_bytes from files where tenant_id = :tenant
                            union all select size_bytes from documents where tenant_id = :tenant) kept)""";

    @PersistenceContext
    EntityManager em;

    @Inject
    SubscriptionRows subscriptions;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /** Has a tenant's numbers looked at once today, however many nodes ask for it. */
    public void schedule(CallContext context) {
        var day = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        work.schedule(context, ReconcileUsage.TYPE, context.tenant() + "/" + day, day.toString());
    }

    /** Looks at this month and the last; what was found before and is right now is forgotten. */
    public List<UsageFinding> check(CallContext context) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var month = subscriptions.month(context, clock.instant()).first();
        var found = new ArrayList<UsageFinding>();
        found.addAll(compare(context, month, "counter", COUNTERS, ""));
        found.addAll(compare(context, month, "days", DAYS, ""));
        found.addAll(compare(
                context,
                month,
                "conversations",
                CONVERSATIONS,
                "and coalesce(l.metric, o.metric) in ('sessions', 'messages')"));
        found.addAll(storage(context, month));
        em.createNativeQuery("delete from usage_findings where tenant_id = :tenant")
                .setParameter("tenant", context.tenant().value())
                .executeUpdate();
        for (var finding : found) {
            LOG.warnf(
                    "GUI0701 usage of %s in %s: the ledger has %d, %s has %d",
                    finding.metric().code(), finding.period(), finding.ledger(), finding.compared(), finding.found());
            write(context, finding);
        }
        return found;
    }

    /** What the last looks found, of all tenants or of one, the newest first. */
    @SuppressWarnings("unchecked")
    public Page<UsageFinding> findings(PlatformCaller caller, @Nullable TenantId tenant, PageRequest page) {
        var after = page.after().orElse(null);
        var rows = (List<Object[]>) em.createNativeQuery("""
                        select tenant_id, cast(period as text), metric, compared, ledger, found, found_at, id
                          from usage_findings
                         where (cast(:tenant as uuid) is null or tenant_id = cast(:tenant as uuid))
                           and (cast(:id as uuid) is null
                                or (found_at, id) < (cast(:at as timestamptz), cast(:id as uuid)))
                         order by found_at desc, id desc""")
                .setParameter("tenant", tenant == null ? null : tenant.value())
                .setParameter("at", after == null ? null : Timestamp.from(after.instant()))
                .setParameter("id", after == null ? null : after.id())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(
                        rows,
                        page.limit(),
                        row -> new Cursor(Catalogue.instant(row[6]).toString(), (UUID) row[7]))
                .map(Reconciliation::finding);
    }

    private static UsageFinding finding(Object[] row) {
        return new UsageFinding(
                new TenantId((UUID) row[0]),
                YearMonth.from(LocalDate.parse((String) row[1])).toString(),
                Metric.of((String) row[2]),
                (String) row[3],
                ((Number) row[4]).longValue(),
                ((Number) row[5]).longValue(),
                Catalogue.instant(row[6]));
    }

    @SuppressWarnings("unchecked")
    private List<UsageFinding> compare(
            CallContext context, LocalDate month, String compared, String other, String condition) {
        var rows = (List<Object[]>) em.createNativeQuery(COMPARE.formatted(other, condition))
                .setParameter("tenant", context.tenant().value())
                .setParameter("first", month)
                .setParameter("second", month.minusMonths(1))
                .getResultList();
        return rows.stream()
                .map(row -> new UsageFinding(
                        context.tenant(),
                        YearMonth.from(LocalDate.parse((String) row[0])).toString(),
                        Metric.of((String) row[1]),
                        compared,
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        clock.instant()))
                .toList();
    }

    /** How much room files take is no sum of a month: what is there now is compared. */
    private List<UsageFinding> storage(CallContext context, LocalDate month) {
        var row = (Object[]) em.createNativeQuery(STORAGE)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
        var level = ((Number) row[0]).longValue();
        var files = ((Number) row[1]).longValue();
        return level == files
                ? List.of()
                : List.of(new UsageFinding(
                        context.tenant(),
                        YearMonth.from(month).toString(),
                        Metric.STORAGE_BYTES,
                        "files",
                        level,
                        files,
                        clock.instant()));
    }

    private void write(CallContext context, UsageFinding finding) {
        em.createNativeQuery("""
                        insert into usage_findings (id, tenant_id, period, metric, compared, ledger, found, found_at)
                        values (:id, :tenant, :period, :metric, :compared, :ledger, :found, :now)""")
                .setParameter("id", Ids.next())
                .setParameter("tenant", context.tenant().value())
                .setParameter("period", YearMonth.parse(finding.period()).atDay(1))
                .setParameter("metric", finding.metric().code())
                .setParameter("compared", finding.compared())
                .setParameter("ledger", finding.ledger())
                .setParameter("found", finding.found())
                .setParameter("now", Timestamp.from(finding.foundAt()))
                .executeUpdate();
    }
}
