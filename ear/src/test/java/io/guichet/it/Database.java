package io.guichet.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The platform's database, for what would take too long to wait for. */
final class Database {

    private Database() {}

    /** Moves a link's end into the past. */
    static void letExpire(Tenant tenant, Tenant.Link link) {
        change(tenant, "update session_links set expires_at = now() - interval '1 minute' where id = ?", link.id());
    }

    /** Moves the end of a conversation's sessions into the past. */
    static void letSessionsExpire(Tenant tenant, Visitor visitor) {
        change(
                tenant,
                "update sessions set expires_at = now() - interval '1 minute' where conversation_id = ?",
                visitor.conversation());
    }

    static void revokeKeys(Tenant tenant) {
        changeKeys(tenant, "now()");
    }

    static void allowKeys(Tenant tenant) {
        changeKeys(tenant, "null");
    }

    private static void changeKeys(Tenant tenant, String revokedAt) {
        change(tenant, "update api_keys set revoked_at = " + revokedAt + " where tenant_id = ?", tenant.id());
    }

    /** All tests come from one address: what one of them got wrong does not lock the others out. */
    static void forgetWrongCodes() {
        try (var connection = DriverManager.getConnection(
                        Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
                var delete = connection.createStatement()) {
            delete.executeUpdate("delete from link_attempts");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a tenant's visitors say so much in a month. */
    static void letSay(Tenant tenant, long messages) {
        try (var connection = DriverManager.getConnection(
                        Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
                var platform = connection.prepareStatement("select set_config('guichet.platform', 'on', false)");
                var update = connection.prepareStatement("update tenants set max_messages_month = ? where slug = ?")) {
            platform.execute();
            update.setLong(1, messages);
            update.setString(2, tenant.slug());
            if (update.executeUpdate() != 1) {
                throw new AssertionError("there is no tenant " + tenant.slug());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows of a tenant's table belong to a conversation. */
    static long count(Tenant tenant, String table, String conversation) {
        try (var connection = as(tenant);
                var query =
                        connection.prepareStatement("select count(*) from " + table + " where conversation_id = ?")) {
            query.setObject(1, uuid(conversation));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(Tenant tenant, String sql, String id) {
        try (var connection = as(tenant);
                var update = connection.prepareStatement(sql)) {
            update.setObject(1, uuid(id));
            var rows = update.executeUpdate();
            connection.commit();
            if (rows == 0) {
                throw new AssertionError("no row was changed at " + Instant.now() + " by " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Even the owner of the tables sees no row outside of a tenant. */
    private static Connection as(Tenant tenant) throws SQLException {
        var connection = DriverManager.getConnection(
                Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
        connection.setAutoCommit(false);
        try (var setting = connection.prepareStatement("select set_config('guichet.tenant', ?, true)")) {
            setting.setString(1, uuid(tenant.id()).toString());
            setting.execute();
        }
        return connection;
    }

    private static UUID uuid(String id) {
        var hex = id.substring(id.indexOf('_') + 1);
        return new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
    }
}
