package io.guichet.billing;

import io.guichet.kernel.Ids;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the closing of a month makes, for many tenants in one round trip. Each row enters its tenant as it is
 * written, and the policy that is asked next knows no other.
 */
final class ClosedMonths {

    private static final String WRITE = """
            insert into billing_periods (tenant_id, period, closed_at, run_id)
            select guichet_enter(b.tenant), ?::date, ?::timestamptz, ?::uuid from unnest(?::uuid[]) as b (tenant);
            insert into usage_statements (tenant_id, period, created_at, id, metric, quantity, included, overage)
            select guichet_enter(u.tenant), ?::date, ?::timestamptz, u.id, u.metric, u.quantity, u.included, u.overage
              from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                   as u (tenant, id, metric, quantity, included, overage);
            insert into invoices (tenant_id, period, created_at, id, currency, total_ht_minor, total_vat_minor, total_ttc_minor)
            select guichet_enter(i.tenant), ?::date, ?::timestamptz, i.id, i.currency, i.total, i.vat, i.total + i.vat
              from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[])
                   as i (tenant, id, currency, total, vat);
            insert into invoice_lines (tenant_id, invoice_id, position, label, metric, quantity, unit_price_minor,
                                       total_ht_minor, vat_rate, vat_reason, vat_minor)
            select guichet_enter(l.tenant), l.invoice, l.position, l.label, l.metric, l.quantity, l.unit_price, l.total,
                   l.rate, l.reason, l.vat
              from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::numeric[], ?::bigint[], ?::bigint[],
                          ?::numeric[], ?::text[], ?::bigint[])
                   as l (tenant, invoice, position, label, metric, quantity, unit_price, total, rate, reason, vat)""";

    private final Date period;
    private final Timestamp now;
    private final @Nullable UUID run;

    ClosedMonths(YearMonth month, Instant now, @Nullable JobRunId run) {
        this.period = Date.valueOf(month.atDay(1));
        this.now = Timestamp.from(now);
        this.run = run == null ? null : run.value();
    }

    /**
     * @param drafts of tenants none of which was closed
     */
    void write(Connection connection, List<Drafted> drafts) throws SQLException {
        try (var write = connection.prepareStatement(WRITE)) {
            var at = new Position(write);
            at.set(period).set(now).set(run);
            at.array("uuid", drafts, Drafted::tenant);
            at.set(period).set(now);
            usage(at, drafts);
            at.set(period).set(now);
            invoices(at, drafts);
            lines(at, drafts);
            write.execute();
        }
    }

    private static void usage(Position at, List<Drafted> drafts) throws SQLException {
        var rows = drafts.stream()
                .flatMap(d -> d.draft().usage().stream().map(usage -> new UsageRow(d.tenant(), usage)))
                .toList();
        at.array("uuid", rows, UsageRow::tenant);
        at.array("uuid", rows, row -> Ids.next());
        at.array("text", rows, row -> row.usage().metric());
        at.array("bigint", rows, row -> row.usage().quantity());
        at.array("bigint", rows, row -> row.usage().included());
        at.array("bigint", rows, row -> row.usage().overage());
    }

    private static void invoices(Position at, List<Drafted> drafts) throws SQLException {
        at.array("uuid", drafts, Drafted::tenant);
        at.array("uuid", drafts, d -> d.invoice().value());
        at.array("text", drafts, d -> d.draft().currency().getCurrencyCode());
        at.array("bigint", drafts, d -> d.draft().total().minor());
        at.array("bigint", drafts, d -> d.draft().vat().minor());
    }

    private static void lines(Position at, List<Drafted> drafts) throws SQLException {
        var rows = drafts.stream().flatMap(Drafted::lines).toList();
        at.array("uuid", rows, row -> row.of().tenant());
        at.array("uuid", rows, row -> row.of().invoice().value());
        at.array("int", rows, LineRow::position);
        at.array("text", rows, row -> row.line().label());
        at.array("text", rows, row -> row.line().metric());
        at.array("numeric", rows, row -> row.line().quantity());
        at.array("bigint", rows, row -> row.line().unitPrice().minor());
        at.array("bigint", rows, row -> row.line().total().minor());
        at.array("numeric", rows, row -> row.line().vat().rate());
        at.array("text", rows, row -> row.line().vat().code());
        at.array("bigint", rows, row -> row.line().tax().minor());
    }

    /** What a tenant owes, and the invoice that says so. */
    record Drafted(UUID tenant, InvoiceId invoice, Invoicing.Draft draft) {

        Drafted(UUID tenant, Invoicing.Draft draft) {
            this(tenant, InvoiceId.next(), draft);
        }

        Stream<LineRow> lines() {
            var lines = draft.lines();
            return IntStream.range(0, lines.size()).mapToObj(i -> new LineRow(this, i + 1, lines.get(i)));
        }
    }

    private record UsageRow(UUID tenant, Invoicing.Usage usage) {}

    private record LineRow(Drafted of, int position, Invoicing.Line line) {}

    /** Sets one parameter after the other. */
    private static final class Position {

        private final PreparedStatement statement;
        private int last;

        Position(PreparedStatement statement) {
            this.statement = statement;
        }

        Position set(@Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(++last, Types.OTHER);
            } else {
                statement.setObject(++last, value);
            }
            return this;
        }

        <T> void array(String type, List<T> rows, Function<? super T, ? extends @Nullable Object> value)
                throws SQLException {
            var values = rows.stream().map(value).toArray();
            statement.setArray(++last, statement.getConnection().createArrayOf(type, values));
        }
    }
}
