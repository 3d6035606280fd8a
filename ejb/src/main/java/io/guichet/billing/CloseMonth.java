package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Money;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Closes a month of one tenant, in a transaction of its own: freezes the period, and writes the usage statement and a
 * draft invoice. However often and on however many nodes it is asked for, it is done once.
 *
 * <p>By JDBC, and several statements to a round trip: ten thousand tenants are closed one by one.
 */
@UseCase
@Stateless
public class CloseMonth {

    /**
     * The commit does not wait for the disk: what a crash of the database takes back is open again, and the job's own
     * commit, which waits, comes later in the same log.
     */
    private static final String READ = """
            select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(uuid_hash(?), ? - date '2000-01-01');
            select t.zone, t.locale, t.vat_number, t.created_at,
                   exists (select 1 from billing_periods b where b.tenant_id = t.id and b.period = ?)
              from tenants t where t.id = ?;
            select s.id, p.name, coalesce(s.price_minor, v.price_minor), v.currency, s.starts_at, s.ends_at,
                   l.metric, l.included, l.overage_minor
              from subscriptions s
              join plan_versions v on v.id = s.plan_version_id
              join plans p on p.id = v.plan_id
              left join plan_limits l on l.plan_version_id = v.id
             where s.tenant_id = ?
             order by s.starts_at, s.id;
            select l.metric,
                   coalesce(width_bucket(l.at, (select array_agg(c.at order by c.at)
                                                  from (select starts_at as at from subscriptions where tenant_id = ?
                                                         union
                                                        select ends_at from subscriptions
                                                         where tenant_id = ? and ends_at is not null) c)), 0),
                   sum(l.quantity)::bigint
              from usage_ledger l where l.tenant_id = ? and l.period = ?
             group by 1, 2""";

    private static final String WRITE = """
            insert into billing_periods (tenant_id, period, closed_at, run_id) values (?, ?, ?, ?);
            insert into usage_statements (id, tenant_id, period, metric, quantity, included, overage, created_at)
            select u.id, ?, ?, u.metric, u.quantity, u.included, u.overage, ?
              from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as u (id, metric, quantity, included, overage);
            insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?);
            insert into invoice_lines (invoice_id, tenant_id, position, label, metric, quantity, unit_price_minor,
                                       total_ht_minor, vat_rate, vat_reason, vat_minor)
            select ?, ?, l.position, l.label, l.metric, l.quantity, l.unit_price, l.total, l.rate, l.reason, l.vat
              from unnest(?::text[], ?::text[], ?::numeric[], ?::bigint[], ?::bigint[], ?::numeric[], ?::text[], ?::bigint[])
                   with ordinality as l (label, metric, quantity, unit_price, total, rate, reason, vat, position)""";

    @PersistenceContext
    EntityManager em;

    @Inject
    ClosingConfig config;

    @Inject
    Clock clock;

    /**
     * @param run of the job that asks; null for none
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Closing close(CallContext context, YearMonth month, @Nullable JobRunId run) {
        context.require(Permission.ACT_FOR_PLATFORM);
        return em.unwrap(Session.class)
                .doReturningWork(connection ->
                        close(connection, context.tenant().value(), month, run == null ? null : run.value()));
    }

    private Closing close(Connection connection, UUID tenant, YearMonth month, @Nullable UUID run) throws SQLException {
        var now = clock.instant();
        var found = read(connection, tenant, Date.valueOf(month.atDay(1)));
        if (found.closed()) {
            return Closing.CLOSED_BEFORE;
        }
        var bounds = BillingMonths.in(month, found.zone());
        if (now.isBefore(bounds.end().plus(config.grace))) {
            return Closing.NOT_OVER;
        }
        if (!found.created().isBefore(bounds.end())) {
            return Closing.TOO_EARLY;
        }
        write(connection, new Target(tenant, Date.valueOf(month.atDay(1)), now, run), found.draft(bounds));
        return Closing.CLOSED;
    }

    private static Found read(Connection connection, UUID tenant, Date period) throws SQLException {
        try (var read = connection.prepareStatement(READ)) {
            read.setObject(1, tenant);
            read.setDate(2, period);
            read.setDate(3, period);
            for (var i = 4; i <= 8; i++) {
                read.setObject(i, tenant);
            }
            read.setDate(9, period);
            read.execute();
            read.getMoreResults();
            var found = tenant(read);
            read.getMoreResults();
            try (var rows = read.getResultSet()) {
                while (rows.next()) {
                    found.subscribed(rows);
                }
            }
            read.getMoreResults();
            try (var rows = read.getResultSet()) {
                while (rows.next()) {
                    found.counted(rows.getString(1), rows.getInt(2), rows.getLong(3));
                }
            }
            return found;
        }
    }

    private static Found tenant(PreparedStatement read) throws SQLException {
        try (var rows = read.getResultSet()) {
            if (!rows.next()) {
                throw new IllegalStateException("the tenant is not seen by itself");
            }
            return new Found(
                    ZoneId.of(rows.getString(1)),
                    new Invoicing.Buyer(rows.getString(3), Locale.forLanguageTag(rows.getString(2))),
                    rows.getTimestamp(4).toInstant(),
                    rows.getBoolean(5),
                    new ArrayList<>(),
                    new HashMap<>());
        }
    }

    private static void write(Connection connection, Target target, Invoicing.Draft draft) throws SQLException {
        try (var write = connection.prepareStatement(WRITE)) {
            var at = new Position(write);
            var now = Timestamp.from(target.now());
            at.set(target.tenant()).set(target.period()).set(now).set(target.run());
            var usage = draft.usage();
            at.set(target.tenant()).set(target.period()).set(now);
            at.array("uuid", usage.stream().map(u -> io.guichet.kernel.Ids.next()));
            at.array("text", usage.stream().map(Invoicing.Usage::metric));
            at.array("bigint", usage.stream().map(Invoicing.Usage::quantity));
            at.array("bigint", usage.stream().map(Invoicing.Usage::included));
            at.array("bigint", usage.stream().map(Invoicing.Usage::overage));
            var invoice = InvoiceId.next().value();
            var total = draft.total();
            var vat = draft.vat();
            at.set(invoice).set(target.tenant()).set(target.period());
            at.set(draft.currency().getCurrencyCode()).set(total.minor()).set(vat.minor());
            at.set(total.plus(vat).minor()).set(now);
            var lines = draft.lines();
            at.set(invoice).set(target.tenant());
            at.array("text", lines.stream().map(Invoicing.Line::label));
            at.array("text", lines.stream().map(Invoicing.Line::metric));
            at.array("numeric", lines.stream().map(Invoicing.Line::quantity));
            at.array("bigint", lines.stream().map(line -> line.unitPrice().minor()));
            at.array("bigint", lines.stream().map(line -> line.total().minor()));
            at.array("numeric", lines.stream().map(line -> line.vat().rate()));
            at.array("text", lines.stream().map(line -> line.vat().code()));
            at.array("bigint", lines.stream().map(line -> line.tax().minor()));
            write.execute();
        }
    }

    private record Target(
            UUID tenant, Date period, Instant now, @Nullable UUID run) {}

    /** Sets one parameter after the other. */
    private static final class Position {

        private final PreparedStatement statement;
        private int last;

        Position(PreparedStatement statement) {
            this.statement = statement;
        }

        Position set(@Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(++last, java.sql.Types.OTHER);
            } else {
                statement.setObject(++last, value);
            }
            return this;
        }

        void array(String type, java.util.stream.Stream<? extends @Nullable Object> values) throws SQLException {
            statement.setArray(++last, statement.getConnection().createArrayOf(type, values.toArray()));
        }
    }

    /** What is known of the tenant and its month. */
    private record Found(
            ZoneId zone,
            Invoicing.Buyer buyer,
            Instant created,
            boolean closed,
            List<Subscribed> subscriptions,
            Map<Integer, Map<String, Long>> usage) {

        /** A row of a subscription and one of its limits. */
        void subscribed(ResultSet row) throws SQLException {
            var id = row.getObject(1, UUID.class);
            if (subscriptions.isEmpty() || !subscriptions.getLast().id().equals(id)) {
                var currency = Currency.getInstance(row.getString(4));
                var price = row.getObject(3, Long.class);
                var ends = row.getTimestamp(6);
                subscriptions.add(new Subscribed(
                        id,
                        row.getString(2),
                        price == null ? null : new Money(price, currency),
                        currency,
                        row.getTimestamp(5).toInstant(),
                        ends == null ? null : ends.toInstant(),
                        new HashMap<>()));
            }
            if (row.getString(7) != null) {
                subscriptions.getLast().limit(row);
            }
        }

        void counted(String metric, int bucket, long units) {
            usage.computeIfAbsent(bucket, b -> new HashMap<>()).put(metric, units);
        }

        Invoicing.Draft draft(Month month) {
            var cuts = new TreeSet<Instant>();
            for (var subscription : subscriptions) {
                cuts.add(subscription.starts());
                if (subscription.ends() != null) {
                    cuts.add(subscription.ends());
                }
            }
            var unsubscribed = new HashMap<String, Long>();
            var left = new HashMap<>(usage);
            var slices = new ArrayList<Invoicing.Slice>();
            for (var subscription : subscriptions) {
                if (subscription.touches(month)) {
                    // width_bucket numbers what lies between two cuts from 1, in their order.
                    var bucket = cuts.headSet(subscription.starts(), true).size();
                    slices.add(subscription.slice(left.getOrDefault(bucket, Map.of())));
                    left.remove(bucket);
                }
            }
            left.values().forEach(units -> units.forEach((metric, n) -> unsubscribed.merge(metric, n, Math::addExact)));
            return Invoicing.draft(month, buyer, slices, unsubscribed);
        }
    }

    private record Subscribed(
            UUID id,
            String plan,
            @Nullable Money monthly,
            Currency currency,
            Instant starts,
            @Nullable Instant ends,
            Map<String, Invoicing.Limit> limits) {

        void limit(ResultSet row) throws SQLException {
            var overage = row.getObject(9, Long.class);
            limits.put(
                    row.getString(7),
                    new Invoicing.Limit(
                            row.getObject(8, Long.class), overage == null ? null : new Money(overage, currency)));
        }

        boolean touches(Month month) {
            return month.has(starts, ends);
        }

        Invoicing.Slice slice(Map<String, Long> used) {
            return new Invoicing.Slice(plan, monthly, starts, ends, limits, used);
        }
    }
}
