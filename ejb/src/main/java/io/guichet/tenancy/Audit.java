package io.guichet.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Writes the audit trail, in the transaction of what it tells: what was rolled back was not done. Entries of one tenant
 * form a chain of hashes; whoever appends holds the chain's head until its transaction ends.
 */
@ApplicationScoped
public class Audit {

    /** What stands for what a {@link Personal} field said. */
    static final String COVER = "…";

    /** The chain of what belongs to no tenant. */
    static final UUID PLATFORM = new UUID(0, 0);

    private static final String BEGIN = """
            insert into audit_heads (tenant_id, number, hash) values (?, 0, ?) on conflict do nothing""";

    private static final String HOLD = "select number, hash from audit_heads where tenant_id = ? for update";

    private static final String APPEND = """
            insert into audit_log (id, tenant_id, number, at, actor, actor_name, address, action, thing, before, after,
                                   correlation, previous, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ADVANCE = "update audit_heads set number = ?, hash = ? where tenant_id = ?";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Notes what was done in a tenant.
     *
     * @param action what, e.g. {@code deployment.updated}
     * @param thing the public id of what it was done to
     * @param before what it was: a record without secrets, written as JSON; null where there was nothing. Of what tells of
     *     a person only the names of the fields are kept
     * @param after what it became; null where it is gone
     */
    public void record(
            CallContext context, String action, String thing, @Nullable Object before, @Nullable Object after) {
        var by = new Caller(context.actor(), context.address(), context.correlation());
        append(context.tenant().value(), by, Entry.of(action, thing, before, after));
    }

    /** Notes what was done to what belongs to no tenant: agents, plans. */
    public void record(
            PlatformCaller caller, String action, String thing, @Nullable Object before, @Nullable Object after) {
        var by = new Caller(caller.actor(), caller.address(), caller.correlation());
        append(PLATFORM, by, Entry.of(action, thing, before, after));
    }

    private void append(UUID chain, Caller by, Entry entry) {
        em.flush();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        em.unwrap(Session.class).doWork(connection -> {
            var head = hold(connection, chain);
            var hash = write(connection, chain, head, at, by, entry);
            try (var update = connection.prepareStatement(ADVANCE)) {
                update.setLong(1, head.number() + 1);
                update.setBytes(2, hash);
                update.setObject(3, chain);
                update.executeUpdate();
            }
        });
    }

    /** Writes an entry after the last, and answers its hash. */
    private static byte[] write(Connection connection, UUID chain, Head head, Instant at, Caller by, Entry entry)
            throws SQLException {
        var who = by.actor().text();
        var name = by.actor().personsName().orElse(null);
        var hash = AuditHash.of(
                head.hash(),
                chain,
                head.number() + 1,
                at,
                who,
                name,
                by.address(),
                entry.action(),
                entry.thing(),
                entry.before(),
                entry.after(),
                by.correlation());
        try (var insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, Ids.next());
            insert.setObject(2, chain);
            insert.setLong(3, head.number() + 1);
            insert.setTimestamp(4, Timestamp.from(at));
            insert.setString(5, who);
            insert.setString(6, name);
            insert.setString(7, by.address());
            insert.setString(8, entry.action());
            insert.setString(9, entry.thing());
            insert.setString(10, entry.before());
            insert.setString(11, entry.after());
            insert.setString(12, by.correlation());
            insert.setBytes(13, head.hash());
            insert.setBytes(14, hash);
            insert.executeUpdate();
        }
        return hash;
    }

    private static Head hold(Connection connection, UUID chain) throws SQLException {
        try (var begin = connection.prepareStatement(BEGIN)) {
            begin.setObject(1, chain);
            begin.setBytes(2, AuditHash.START);
            begin.executeUpdate();
        }
        try (var hold = connection.prepareStatement(HOLD)) {
            hold.setObject(1, chain);
            try (var row = hold.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the audit chain of " + chain + " is not seen by its own tenant");
                }
                return new Head(row.getLong(1), row.getBytes(2));
            }
        }
    }

    private record Entry(
            String action,
            String thing,
            @Nullable String before,
            @Nullable String after) {

        static Entry of(String action, String thing, @Nullable Object before, @Nullable Object after) {
            var changed = new TreeSet<String>();
            if (before instanceof Personal was && after instanceof Personal is) {
                changed.addAll(is.personalFields());
                var old = tree(was);
                var now = tree(is);
                changed.removeIf(field -> Objects.equals(old.get(field), now.get(field)));
            }
            return new Entry(action, thing, covered(before, Set.of()), covered(after, changed));
        }

        private static @Nullable String covered(@Nullable Object value, Set<String> changed) {
            if (!(value instanceof Personal personal)) {
                return value == null ? null : Json.write(value);
            }
            var fields = (ObjectNode) tree(personal);
            personal.personalFields().stream().filter(fields::has).forEach(field -> fields.put(field, COVER));
            if (!changed.isEmpty()) {
                changed.forEach(fields.putArray("changed")::add);
            }
            return Json.write(fields);
        }

        private static JsonNode tree(Personal value) {
            return Json.tree(Json.write(value));
        }
    }

    private record Head(long number, byte[] hash) {}

    /**
     * @param address where the request came from; null where there was none
     */
    private record Caller(Actor actor, @Nullable String address, String correlation) {}
}
