package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.testing.RealPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What billing finds in the database, written as the application's role would. */
final class BillingRows {

    private BillingRows() {}

    /** A plan of its own, by the name « Plan ». */
    static UUID aPlan(@Nullable Long priceMinor, String limits) throws SQLException {
        var plan = Ids.next();
        var version = Ids.next();
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into plans (id, code, name, family, created_at) values ('" + plan + "', 'p-"
                    + plan + "', 'Plan', 'vendor', now())");
            statement.execute(
                    "insert into plan_versions (id, plan_id, version, price_minor, currency, valid_from, created_at)"
                            + " values ('" + version + "', '" + plan + "', 1, " + priceMinor
                            + ", 'EUR', now(), now())");
            for (var limit : limits.isEmpty() ? new String[0] : limits.split(";")) {
                statement.execute("insert into plan_limits (plan_version_id, metric, included, beyond, overage_minor)"
                        + " values ('" + version + "', " + limit + ")");
            }
        }
        return version;
    }

    static void subscribe(CallContext tenant, UUID plan, String from, @Nullable String until) {
        subscribe(tenant, plan, BillingType.MONTHLY, from, until);
    }

    static void subscribe(CallContext tenant, UUID plan, BillingType type, String from, @Nullable String until) {
        write(
                tenant,
                "insert into subscriptions"
                        + " (id, tenant_id, plan_version_id, billing_type, starts_at, ends_at, created_by, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, 'test', now())",
                Ids.next(),
                tenant.tenant().value(),
                plan,
                type.code(),
                Instant.parse(from),
                until == null ? null : Instant.parse(until));
    }

    static void count(CallContext tenant, String metric, long units, String period, String at) {
        write(
                tenant,
                "insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)"
                        + " values (?, ?, ?::date, ?, ?, ?, ?)",
                Ids.next(),
                tenant.tenant().value(),
                period,
                Instant.parse(at),
                metric,
                units,
                Ids.next().toString());
    }

    static void tenantSince(CallContext tenant, String instant) {
        write(
                tenant,
                "update tenants set created_at = ? where id = ?",
                Instant.parse(instant),
                tenant.tenant().value());
    }

    static void write(CallContext tenant, String sql, @Nullable Object... values) {
        RealPostgres.inTenant(tenant.tenant(), connection -> {
            try (var statement = prepare(connection, sql, values)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Each row as text, its columns with a blank between them. */
    static List<String> read(CallContext tenant, String sql) {
        return RealPostgres.inTenant(tenant.tenant(), connection -> {
            var found = new ArrayList<String>();
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getString(i));
                    }
                    found.add(String.join(" ", row));
                }
            }
            return found;
        });
    }

    static void month(String firstDay) throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select ensure_usage_partition('" + firstDay + "')");
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            var value = values[i] instanceof Instant instant ? Timestamp.from(instant) : values[i];
            statement.setObject(i + 1, value);
        }
        return statement;
    }
}
