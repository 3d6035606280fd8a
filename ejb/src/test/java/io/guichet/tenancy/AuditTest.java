package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.guichet.testing.RealPostgres.inTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class AuditTest {

    private final Wiring wiring = new Wiring();
    private final Audit audit = wiring.get(Audit.class);
    private CallContext ebp;

    @BeforeEach
    void a_tenant() {
        ebp = TestTenants.aTenant(wiring);
    }

    @Test
    void entries_are_numbered_and_each_follows_the_one_before() {
        note("deployment.created", null, Map.of("name", "BTP"));
        note("deployment.updated", Map.of("name", "BTP"), Map.of("name", "Expert BTP"));

        var entries = inTenant(ebp.tenant(), c -> {
            try (var s = c.createStatement();
                    var rows = s.executeQuery("select * from audit_log order by number")) {
                return all(rows);
            }
        });

        assertThat(entries).extracting(Entry::number).containsExactly(1L, 2L);
        assertThat(entries.get(0).previous()).isEqualTo(AuditHash.START);
        assertThat(entries.get(1).previous()).isEqualTo(entries.get(0).hash());
        assertThat(entries.get(1).hash())
                .isEqualTo(AuditHash.of(
                        entries.get(0).hash(),
                        ebp.tenant().value(),
                        2,
                        entries.get(1).at(),
                        "platform:test",
                        null,
                        null,
                        "deployment.updated",
                        "dep_1",
                        "{\"name\":\"BTP\"}",
                        "{\"name\":\"Expert BTP\"}",
                        ebp.correlation()));
    }

    @Test
    void what_is_absent_differs_from_what_is_empty() {
        var tenant = UUID.randomUUID();
        var at = java.time.Instant.EPOCH;

        assertThat(AuditHash.of(AuditHash.START, tenant, 1, at, "a", null))
                .isNotEqualTo(AuditHash.of(AuditHash.START, tenant, 1, at, "a", ""));
        assertThat(AuditHash.of(AuditHash.START, tenant, 1, at, "ab", "c"))
                .isNotEqualTo(AuditHash.of(AuditHash.START, tenant, 1, at, "a", "bc"));
    }

    @Test
    void the_application_can_neither_change_nor_remove_an_entry() {
        note("deployment.created", null, Map.of());

        for (var statement :
                List.of("update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log")) {
            assertThatThrownBy(() -> inTenant(ebp.tenant(), c -> {
                        try (var s = c.createStatement()) {
                            return s.executeUpdate(statement);
                        }
                    }))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void an_entry_that_was_rolled_back_was_never_written() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    audit.record(ebp, "deployment.created", "dep_1", null, null);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        note("deployment.created", null, null);

        Long last = inTenant(ebp.tenant(), c -> {
            try (var s = c.createStatement();
                    var rows = s.executeQuery("select max(number) from audit_log")) {
                rows.next();
                return rows.getLong(1);
            }
        });
        assertThat(last).isEqualTo(1);
    }

    private void note(String action, Object before, Object after) {
        wiring.inTenant(ebp, () -> {
            audit.record(ebp, action, "dep_1", before, after);
            return null;
        });
    }

    private static List<Entry> all(ResultSet rows) throws SQLException {
        var entries = new ArrayList<Entry>();
        while (rows.next()) {
            entries.add(new Entry(
                    rows.getLong("number"),
                    rows.getTimestamp("at").toInstant(),
                    rows.getBytes("previous"),
                    rows.getBytes("hash")));
        }
        return entries;
    }

    private record Entry(long number, java.time.Instant at, byte[] previous, byte[] hash) {}
}
