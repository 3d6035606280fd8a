package io.guichet.billing;

import io.guichet.kernel.Money;
import io.guichet.kernel.TenantId;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import static java.util.Objects.requireNonNull;

/** Reads what the closing of a month needs of many tenants, and holds their months until the transaction ends. */
final class MonthsToClose {

    /**
     * The commit does not wait for the disk: what a crash of the database takes back is open again, and the job's own
     * commit, which waits, comes later in the same log.
     *
     * <p>Whoever counts a unit holds the same lock with others, see {@code refuse_closed_month}. Each statement sees what
     * was committed before it began, so those behind the locks see every unit that was let in. They are taken in one
     * order, or two closings could wait for each other.
     *
     * <p>Each look-up is for one tenant, the foreign keys' as well. A connection keeps its plans: one that was made while
     * a table was small must not read all of it later.
     */
    private static final String READ = """
            select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true);
            select pg_advisory_xact_lock(i.hash, ? - date '2000-01-01')
              from (select uuid_hash(u.id) as hash from unnest(?::uuid[]) as u (id) order by 1) i;
            select t.id, t.zone, t.locale, t.vat_number, t.created_at,
                   exists (select 1 from billing_periods b where b.tenant_id = t.id and b.period = ?)
              from tenants t where t.id = any (?::uuid[]);
            select tenant_id, plan_versions, billing_types, prices, starts, ends, metrics, buckets, units
              from months_to_close(?::uuid[], ?)""";

    private static final String PLANS = """
            select v.id, p.name, v.price_minor, v.currency, l.metric, l.included, l.overage_minor
              from plan_versions v
              join plans p on p.id = v.plan_id
              left join plan_limits l on l.plan_version_id = v.id
             where v.id = any (?::uuid[])""";

    private MonthsToClose() {}

    /** Of those of the tenants that there are. */
    static List<MonthToClose> read(Connection connection, Collection<TenantId> tenants, YearMonth month)
            throws SQLException {
        var ids = tenants.stream().map(TenantId::value).toArray();
        var period = Date.valueOf(month.atDay(1));
        var heads = new HashMap<UUID, Head>();
        var months = new ArrayList<MonthToClose>();
        var plans = new HashMap<UUID, MonthToClose.Plan>();
        try (var read = connection.prepareStatement(READ)) {
            var array = connection.createArrayOf("uuid", ids);
            read.setDate(1, period);
            read.setArray(2, array);
            read.setDate(3, period);
            read.setArray(4, array);
            read.setArray(5, array);
            read.setDate(6, period);
            read.execute();
            read.getMoreResults();
            try (var rows = next(read)) {
                while (rows.next()) {
                    heads.put(rows.getObject(1, UUID.class), head(rows));
                }
            }
            try (var rows = next(read)) {
                while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    var head = heads.get(id);
                    if (head != null) {
                        months.add(month(new TenantId(id), head, rows, plans));
                    }
                }
            }
        }
        sold(connection, months, plans);
        return months;
    }

    private static ResultSet next(PreparedStatement read) throws SQLException {
        read.getMoreResults();
        return requireNonNull(read.getResultSet());
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                ZoneId.of(row.getString(2)),
                new Invoicing.Buyer(row.getString(4), Locale.forLanguageTag(row.getString(3))),
                row.getTimestamp(5).toInstant(),
                row.getBoolean(6));
    }

    private static MonthToClose month(TenantId tenant, Head head, ResultSet row, Map<UUID, MonthToClose.Plan> plans)
            throws SQLException {
        var subscriptions = new ArrayList<MonthToClose.Subscribed>();
        var versions = array(row, 2, new UUID[0]);
        var types = array(row, 3, new String[0]);
        var prices = array(row, 4, new Long[0]);
        var starts = array(row, 5, new Long[0]);
        var ends = array(row, 6, new Long[0]);
        for (var i = 0; i < versions.length; i++) {
            subscriptions.add(new MonthToClose.Subscribed(
                    versions[i],
                    BillingType.of(types[i]),
                    prices[i],
                    instant(starts[i]),
                    ends[i] == null ? null : instant(ends[i])));
        }
        var usage = new HashMap<Integer, Map<String, Long>>();
        var metrics = array(row, 7, new String[0]);
        var buckets = array(row, 8, new Integer[0]);
        var units = array(row, 9, new Long[0]);
        for (var i = 0; i < metrics.length; i++) {
            usage.computeIfAbsent(buckets[i], b -> new HashMap<>()).put(metrics[i], units[i]);
        }
        return new MonthToClose(
                tenant, head.zone(), head.buyer(), head.created(), head.closed(), subscriptions, plans, usage);
    }

    /** What was sold never changes, and belongs to no tenant. */
    private static void sold(Connection connection, List<MonthToClose> months, Map<UUID, MonthToClose.Plan> plans)
            throws SQLException {
        var versions = months.stream()
                .flatMap(month -> month.subscriptions().stream().map(MonthToClose.Subscribed::version))
                .distinct()
                .toArray();
        try (var read = connection.prepareStatement(PLANS)) {
            read.setArray(1, connection.createArrayOf("uuid", versions));
            try (var rows = read.executeQuery()) {
                while (rows.next()) {
                    var currency = Currency.getInstance(rows.getString(4));
                    var plan = plans.get(rows.getObject(1, UUID.class));
                    if (plan == null) {
                        plan = new MonthToClose.Plan(
                                rows.getString(2), rows.getObject(3, Long.class), currency, new HashMap<>());
                        plans.put(rows.getObject(1, UUID.class), plan);
                    }
                    if (rows.getString(5) != null) {
                        var overage = rows.getObject(7, Long.class);
                        plan.limits()
                                .put(
                                        rows.getString(5),
                                        new Invoicing.Limit(
                                                rows.getObject(6, Long.class),
                                                overage == null ? null : new Money(overage, currency)));
                    }
                }
            }
        }
    }

    /** No array is an empty one: nothing was aggregated. */
    @SuppressWarnings("unchecked")
    private static <T> T[] array(ResultSet row, int column, T[] none) throws SQLException {
        var array = row.getArray(column);
        return array == null ? none : (T[]) array.getArray();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private record Head(ZoneId zone, Invoicing.Buyer buyer, Instant created, boolean closed) {}
}
