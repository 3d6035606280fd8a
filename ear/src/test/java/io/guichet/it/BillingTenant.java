package io.guichet.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A client that was there long ago, with a plan, a key and a month's usage: what would take a month to wait for. */
record BillingTenant(UUID id, String apiKey) {

    /** Its units are counted, and none of it is closed. */
    static BillingTenant thatUsed(String month, int sessions) {
        var tenant = new BillingTenant(UUID.randomUUID(), "gk_it_" + UUID.randomUUID());
        tenant.write(
                """
                insert into tenants (id, slug, name, kind, data_key, created_at)
                values ('%1$s', 'it-%1$s', 'Menuiserie Écheverría', 'business', '\\x%2$s', '2020-01-01')""".formatted(tenant.id, OwnTenant.dataKey(tenant.id)),
                """
                insert into api_keys (id, tenant_id, prefix, key_hash, created_at)
                values (gen_random_uuid(), '%s', 'gk_it', sha256('%s'::bytea), now())""".formatted(tenant.id, tenant.apiKey),
                "insert into plans (id, code, name, family, created_at) values ('%1$s', 'it-%1$s', 'Essai', 'automation', now())"
                        .formatted(tenant.id),
                """
                insert into plan_versions (id, plan_id, version, price_minor, currency, valid_from, created_at)
                values ('%1$s', '%1$s', 1, 7900, 'EUR', now(), now())""".formatted(tenant.id),
                "insert into plan_limits values ('%s', 'sessions', 1000, 'overage', 5)".formatted(tenant.id),
                """
                insert into subscriptions (id, tenant_id, plan_version_id, starts_at, created_by, created_at)
                values (gen_random_uuid(), '%1$s', '%1$s', '2020-01-01', 'it', now())""".formatted(tenant.id),
                "select ensure_usage_partition('%s-01')".formatted(month),
                """
                insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)
                select gen_random_uuid(), '%1$s', '%2$s-01', '%2$s-15', 'sessions', 1, n::text
                  from generate_series(1, %3$d) n""".formatted(tenant.id, month, sessions));
        return tenant;
    }

    String publicId() {
        return "tnt_" + id.toString().replace("-", "");
    }

    Reply asks(String path) {
        return Call.get(path).apiKey(apiKey).send();
    }

    /** As if a fault were in the way of its invoice. */
    void cannotBeInvoiced(String month) {
        write("""
                insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor, created_at)
                values (gen_random_uuid(), '%s', '%s-01', 'EUR', 0, 0, 0, now())""".formatted(id, month));
    }

    void canBeInvoicedAgain(String month) {
        write("update invoices set period = '1999-01-01' where tenant_id = '%s' and period = '%s-01'"
                .formatted(id, month));
    }

    /** As if somebody else were about to write its invoice: who comes after waits for the end of it. */
    Connection isHeldAt(String month) throws SQLException {
        var connection = connect();
        try (var insert = connection.createStatement()) {
            insert.execute("""
                    insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor, created_at)
                    values (gen_random_uuid(), '%s', '%s-01', 'EUR', 0, 0, 0, now())""".formatted(id, month));
        }
        return connection;
    }

    /** Without VAT, as its one invoice says. */
    long owes(String month) {
        return number("select sum(total_ht_minor) from invoices where period = '" + month + "-01'");
    }

    /** Without VAT, as the lines of its one invoice say. */
    long owesByLines(String month) {
        return number("select sum(l.total_ht_minor) from invoice_lines l join invoices i on i.id = l.invoice_id"
                + " where i.period = '" + month + "-01'");
    }

    long count(String table, String month) {
        return number("select count(*) from " + table + " where period = '" + month + "-01'");
    }

    private long number(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String... statements) {
        try (var connection = connect();
                Statement statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(
                Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
        connection.setAutoCommit(false);
        try (var setting = connection.prepareStatement("select set_config('guichet.tenant', ?, true)")) {
            setting.setString(1, id.toString());
            setting.execute();
        }
        return connection;
    }
}
