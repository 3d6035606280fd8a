package io.guichet.tenancy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goes along one chain of the audit trail and finds the first entry that is not as it was written. Needs a connection
 * that sees the chain; outside of a container too. What it cannot find: entries that were cut off together with the
 * chain's head being turned back. Who keeps heads elsewhere finds that as well.
 */
public final class AuditChain {

    private static final String NEXT = """
            select number, at, actor, actor_name, address, action, thing, before, after, correlation, previous, hash
              from audit_log where tenant_id = ? and number > ? order by number limit ?""";

    /** In one statement, so that an entry that is written meanwhile is in both or in neither. */
    private static final String END = """
            select (select max(number) from audit_log where tenant_id = ?), h.number, h.hash
              from (select) one left join audit_heads h on h.tenant_id = ?""";

    private AuditChain() {}

    /** Every chain that there is or was, the platform's first. */
    public static List<UUID> all(Connection connection) throws SQLException {
        var chains = new ArrayList<UUID>();
        try (var query = connection.prepareStatement("""
                        select tenant_id from audit_heads union select tenant_id from audit_log order by 1""");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                chains.add(rows.getObject(1, UUID.class));
            }
        }
        return chains;
    }

    /** Goes along the next entries, at most so many. */
    public static Step walk(Connection connection, UUID chain, Link after, int most) throws SQLException {
        var last = after;
        var seen = 0;
        try (var query = connection.prepareStatement(NEXT)) {
            query.setObject(1, chain);
            query.setLong(2, after.number());
            query.setInt(3, most);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var fault = fault(row, chain, last);
                    if (fault != null) {
                        return new Step(last, true, new Finding(chain, last.number() + 1, fault));
                    }
                    last = new Link(row.getLong("number"), row.getBytes("hash"));
                    seen++;
                }
            }
        }
        if (seen == most) {
            return new Step(last, false, null);
        }
        return end(connection, chain, last);
    }

    private static @Nullable Fault fault(ResultSet row, UUID chain, Link last) throws SQLException {
        if (row.getLong("number") != last.number() + 1) {
            return Fault.MISSING;
        }
        var hash = AuditHash.of(
                row.getBytes("previous"),
                chain,
                row.getLong("number"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("address"),
                row.getString("action"),
                row.getString("thing"),
                row.getString("before"),
                row.getString("after"),
                row.getString("correlation"));
        if (!Arrays.equals(hash, row.getBytes("hash"))) {
            return Fault.CHANGED;
        }
        return Arrays.equals(row.getBytes("previous"), last.hash()) ? null : Fault.OUT_OF_PLACE;
    }

    private static Step end(Connection connection, UUID chain, Link last) throws SQLException {
        try (var query = connection.prepareStatement(END)) {
            query.setObject(1, chain);
            query.setObject(2, chain);
            try (var row = query.executeQuery()) {
                row.next();
                var newest = row.getLong(1);
                var head = row.getLong(2);
                var hash = row.getBytes(3);
                if (newest > last.number() && head >= newest) {
                    // Written since: they are walked, too.
                    return new Step(last, false, null);
                }
                if (head > last.number()) {
                    return new Step(last, true, new Finding(chain, last.number() + 1, Fault.MISSING));
                }
                var whole = head == last.number() && (head == 0 || Arrays.equals(hash, last.hash()));
                return new Step(last, true, whole ? null : new Finding(chain, head, Fault.WRONG_HEAD));
            }
        }
    }

    /** What is wrong with an entry. */
    public enum Fault {
        /** It, or those before the next one, are gone. */
        MISSING("is missing"),
        /** A field of it is not what its hash was made from. */
        CHANGED("was changed"),
        /** It does not follow the one before it. */
        OUT_OF_PLACE("does not follow the entry before it"),
        /** The chain's head names another last entry. */
        WRONG_HEAD("is not the last one, though the chain's head says so");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * The first fault of a chain.
     *
     * @param chain the tenant, or the nil UUID for the platform's own
     * @param number of the entry
     */
    public record Finding(UUID chain, long number, Fault fault) {}

    /** An entry by its number and its hash. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Link(long number, byte[] hash) {

        /** What the first entry of a chain follows. */
        public static final Link START = new Link(0, AuditHash.START);
    }

    /**
     * How far it went.
     *
     * @param done whether there is nothing more to walk
     */
    public record Step(Link last, boolean done, @Nullable Finding finding) {}
}
