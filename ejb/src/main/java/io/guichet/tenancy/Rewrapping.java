package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Puts what a former platform key wrapped under the current one: every tenant's key, and the platform's own. In batches
 * that begin where nothing has been done yet, so that it may be ended at any time and begun again. Needs a transaction
 * with the setting {@code guichet.platform}; outside of a container too.
 */
public final class Rewrapping {

    private static final String TENANTS = """
            select id, data_key from tenants where substring(data_key from 1 for 9) <> ?
             order by id limit ? for update skip locked""";
    private static final String OWN = """
            select purpose, data_key from platform_data_keys where substring(data_key from 1 for 9) <> ? for update""";
    private static final String LEFT = """
            select (select count(*) from tenants where substring(data_key from 1 for 9) <> ?)
                 + (select count(*) from platform_data_keys where substring(data_key from 1 for 9) <> ?)""";

    private final KeyRing ring;

    public Rewrapping(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Wraps some anew.
     *
     * @return how many; none when there are none left, or all that are left are held by another
     */
    public int batch(Connection connection, int most) throws SQLException {
        return tenants(connection, most) + own(connection);
    }

    /** How many a former key wrapped. */
    public long left(Connection connection) throws SQLException {
        try (var count = connection.prepareStatement(LEFT)) {
            count.setBytes(1, ring.mark());
            count.setBytes(2, ring.mark());
            try (var row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private int tenants(Connection connection, int most) throws SQLException {
        var found = new ArrayList<Wrapped<UUID>>();
        try (var select = connection.prepareStatement(TENANTS)) {
            select.setBytes(1, ring.mark());
            select.setInt(2, most);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    found.add(new Wrapped<>(id, new TenantId(id).toString(), rows.getBytes(2)));
                }
            }
        }
        return write(connection, "update tenants set data_key = ? where id = ?", found);
    }

    private int own(Connection connection) throws SQLException {
        var found = new ArrayList<Wrapped<String>>();
        try (var select = connection.prepareStatement(OWN)) {
            select.setBytes(1, ring.mark());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Wrapped<>(rows.getString(1), rows.getString(1), rows.getBytes(2)));
                }
            }
        }
        return write(connection, "update platform_data_keys set data_key = ? where purpose = ?", found);
    }

    private <T> int write(Connection connection, String sql, List<Wrapped<T>> found) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            for (var each : found) {
                update.setBytes(1, ring.rewrap(each.box(), each.about()).orElseThrow());
                update.setObject(2, each.id());
                update.addBatch();
            }
            update.executeBatch();
        }
        return found.size();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Wrapped<T>(T id, String about, byte[] box) {}
}
