package io.guichet.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Ten thousand tenants with a hundred units each in one month, and the one statement that somebody would write by hand to
 * close it. The owner lifts row-level security for a transaction of his own where a statement is for all tenants.
 */
final class MonthRows implements AutoCloseable {

    static final int TENANTS = 10_000;
    static final int UNITS = 100;

    /** Before the platform's calendar began, so that no other run closes it. */
    static final String MONTH = "2019-05";

    private static final String PERIOD = "date '" + MONTH + "-01'";

    private static final List<String> TABLES = List.of(
            "tenants",
            "subscriptions",
            "usage_ledger",
            "billing_periods",
            "usage_statements",
            "invoices",
            "invoice_lines");

    /** Whatever the job writes, for all tenants at once: aggregate the ledger, insert. */
    static final String BY_HAND = """
            with used as (
                select tenant_id, metric, sum(quantity)::bigint as quantity from usage_ledger
                 where period = %1$s group by tenant_id, metric),
            counted as (
                select u.tenant_id, u.metric, u.quantity, l.included, l.overage_minor,
                       greatest(u.quantity - coalesce(l.included, u.quantity), 0) as overage
                  from used u
                  join subscriptions s on s.tenant_id = u.tenant_id and s.ends_at is null
                  left join plan_limits l on l.plan_version_id = s.plan_version_id and l.metric = u.metric),
            closed as (
                insert into billing_periods (tenant_id, period, closed_at)
                select id, %1$s, now() from tenants where slug like 'bench-month-%%'),
            stated as (
                insert into usage_statements (id, tenant_id, period, metric, quantity, included, overage, created_at)
                select gen_random_uuid(), tenant_id, %1$s, metric, quantity, included, overage, now() from counted),
            lines as (
                select s.tenant_id, 'Abonnement ' || p.name as label, null as metric, 1::numeric as quantity,
                       v.price_minor as unit, v.price_minor as total
                  from subscriptions s join plan_versions v on v.id = s.plan_version_id join plans p on p.id = v.plan_id
                  join tenants t on t.id = s.tenant_id and t.slug like 'bench-month-%%'
                union all
                select tenant_id, metric || ' au-delà du forfait', metric, overage, overage_minor, overage * overage_minor
                  from counted where overage > 0 and overage_minor is not null),
            invoiced as (
                insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor,
                                      created_at)
                select gen_random_uuid(), tenant_id, %1$s, 'EUR', sum(total), sum(round(total * 0.2)),
                       sum(total) + sum(round(total * 0.2)), now()
                  from lines group by tenant_id
                returning id, tenant_id)
            insert into invoice_lines (invoice_id, tenant_id, position, label, metric, quantity, unit_price_minor,
                                       total_ht_minor, vat_rate, vat_reason, vat_minor)
            select i.id, l.tenant_id, row_number() over (partition by l.tenant_id), l.label, l.metric, l.quantity, l.unit,
                   l.total, 20, 'standard', round(l.total * 0.2)
              from lines l join invoiced i on i.tenant_id = l.tenant_id""".formatted(PERIOD);

    private final Connection connection;

    MonthRows(Settings settings) throws SQLException {
        connection = DriverManager.getConnection(
                settings.database(), settings.owner().name(), settings.owner().password());
        connection.setAutoCommit(false);
    }

    /** Makes the tenants, their subscriptions and their units, as they would come: one tenant after the other, over and over. */
    void seed() throws SQLException {
        lift();
        run("select ensure_usage_partition(" + PERIOD + ")");
        run("""
                insert into plans (id, code, name, family, created_at)
                values ('00000000-0000-7000-8000-00000000beac', 'bench-month', 'Bench', 'automation', now())
                on conflict do nothing""");
        run("""
                insert into plan_versions (id, plan_id, version, price_minor, currency, valid_from, created_at)
                values ('00000000-0000-7000-8000-00000000beac', '00000000-0000-7000-8000-00000000beac', 1, 7900, 'EUR',
                        now(), now()) on conflict do nothing""");
        run("""
                insert into plan_limits (plan_version_id, metric, included, beyond, overage_minor)
                values ('00000000-0000-7000-8000-00000000beac', 'sessions', 10, 'overage', 5),
                       ('00000000-0000-7000-8000-00000000beac', 'messages', 1000, 'stop', null),
                       ('00000000-0000-7000-8000-00000000beac', 'emails', 5, 'overage', 2) on conflict do nothing""");
        run("""
                insert into tenants (id, slug, name, kind, data_key, created_at)
                select gen_random_uuid(), 'bench-month-' || n, 'Bench ' || n, 'business', '\\x00', '2018-01-01'
                  from generate_series(1, %d) n on conflict do nothing""".formatted(TENANTS));
        run("""
                insert into subscriptions (id, tenant_id, plan_version_id, starts_at, created_by, created_at)
                select gen_random_uuid(), id, '00000000-0000-7000-8000-00000000beac', '2018-01-01', 'bench', now()
                  from tenants where slug like 'bench-month-%' on conflict do nothing""");
        run("alter table usage_ledger disable trigger usage_ledger_open");
        run("""
                insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)
                select gen_random_uuid(), t.id, %1$s, %1$s + interval '1 day' + n * interval '6 hours',
                       case when n %% 5 = 0 then 'emails' when n %% 5 = 1 then 'sessions' else 'messages' end, 1, 'bench-' || n
                  from generate_series(1, %2$d) n, tenants t
                 where t.slug like 'bench-month-%%' on conflict do nothing""".formatted(PERIOD, UNITS));
        run("alter table usage_ledger enable trigger usage_ledger_open");
        force();
        connection.commit();
        vacuum();
    }

    /** How long the one statement takes. It is rolled back, so what its commit would cost is a gift to it. */
    Duration byHand() throws SQLException {
        lift();
        var start = System.nanoTime();
        run(BY_HAND);
        var took = Duration.ofNanos(System.nanoTime() - start);
        connection.rollback();
        vacuum();
        return took;
    }

    /** Rows that a closing writes: periods, statements, invoices, lines. */
    long written() throws SQLException {
        lift();
        long rows;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (select count(*) from billing_periods where period = %1$s)
                             + (select count(*) from usage_statements where period = %1$s)
                             + (select count(*) from invoices where period = %1$s)
                             + (select count(*) from invoice_lines l join invoices i on i.id = l.invoice_id
                                 where i.period = %1$s)""".formatted(PERIOD))) {
            row.next();
            rows = row.getLong(1);
        }
        connection.rollback();
        return rows;
    }

    /** What the one statement would have written: the sum of all invoices, to compare both. */
    long invoiced(boolean byHand) throws SQLException {
        lift();
        if (byHand) {
            run(BY_HAND);
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select coalesce(sum(total_ttc_minor), 0) from invoices where period = " + PERIOD)) {
            row.next();
            return row.getLong(1);
        } finally {
            connection.rollback();
        }
    }

    /** The month is open again. */
    void open() throws SQLException {
        lift();
        run("delete from invoice_lines l using invoices i where i.id = l.invoice_id and i.period = " + PERIOD);
        run("delete from invoices where period = " + PERIOD);
        run("delete from usage_statements where period = " + PERIOD);
        run("delete from billing_periods where period = " + PERIOD);
        force();
        connection.commit();
        vacuum();
    }

    private void lift() throws SQLException {
        for (var table : TABLES) {
            run("alter table " + table + " no force row level security");
        }
    }

    private void force() throws SQLException {
        for (var table : TABLES) {
            run("alter table " + table + " force row level security");
        }
    }

    private void vacuum() throws SQLException {
        connection.setAutoCommit(true);
        for (var table : TABLES) {
            run("vacuum analyze " + table);
        }
        connection.setAutoCommit(false);
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
