package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.AuditChain.Fault;
import io.guichet.tenancy.AuditChain.Link;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The owner of the tables may change them: then it is found. */
@ExtendWith(RealPostgres.class)
class VerifyAuditTest {

    private static final PlatformCaller PLATFORM = PlatformCaller.itself("test", "req_test");

    private final Wiring wiring = new Wiring();
    private final Audit audit = wiring.get(Audit.class);
    private final VerifyAudit verify = wiring.get(VerifyAudit.class);
    private CallContext ebp;

    @BeforeEach
    void a_tenant_with_five_entries() {
        ebp = TestTenants.aTenant(wiring);
        for (var i = 1; i <= 5; i++) {
            note(i);
        }
    }

    @Test
    void what_nobody_touched_is_whole() {
        assertThat(verified()).isNull();
    }

    @Test
    void a_long_chain_is_walked_in_steps() {
        wiring.inTenant(ebp, () -> {
            for (var i = 6; i <= 1000; i++) {
                audit.record(ebp, "deployment.updated", "dep_" + i, null, null);
            }
            return null;
        });

        var step = verify.walk(PLATFORM, ebp.tenant().value(), Link.START);
        assertThat(step.done()).isFalse();
        assertThat(verified()).isNull();

        note(1001);
        note(1002);
        asOwner("delete from audit_log where tenant_id = '%s' and number = 1001");
        assertThat(verified()).isEqualTo(finding(1001, Fault.MISSING));
    }

    @ParameterizedTest
    @CsvSource({
        "action = 'x'",
        "thing = 'dep_9'",
        "actor = 'user:usr_0'",
        "actor_name = 'Nobody'",
        "address = '::1'",
        "before = '{}'",
        "after = null",
        "correlation = 'x'",
        "at = at + interval '1 microsecond'",
        "hash = sha256('x')",
        "previous = sha256('x')"
    })
    void a_changed_field_is_found(String change) {
        asOwner("update audit_log set " + change + " where tenant_id = '%s' and number = 3");

        assertThat(verified()).isEqualTo(finding(3, Fault.CHANGED));
    }

    @Test
    void an_entry_that_was_removed_is_found_also_the_first_and_the_last() {
        asOwner("delete from audit_log where tenant_id = '%s' and number = 5");
        assertThat(verified()).isEqualTo(finding(5, Fault.MISSING));
        asOwner("delete from audit_log where tenant_id = '%s' and number = 3");
        assertThat(verified()).isEqualTo(finding(3, Fault.MISSING));
        asOwner("delete from audit_log where tenant_id = '%s' and number = 1");
        assertThat(verified()).isEqualTo(finding(1, Fault.MISSING));
        asOwner("delete from audit_log where tenant_id = '%s'");
        assertThat(verified()).isEqualTo(finding(1, Fault.MISSING));
        assertThat(verify.chains(PLATFORM)).contains(ebp.tenant().value());
    }

    @Test
    void two_entries_that_changed_places_are_found() {
        asOwner("update audit_log set number = 99 where tenant_id = '%s' and number = 2");
        asOwner("update audit_log set number = 2 where tenant_id = '%s' and number = 4");
        asOwner("update audit_log set number = 4 where tenant_id = '%s' and number = 99");

        assertThat(verified()).isEqualTo(finding(2, Fault.CHANGED));
    }

    @Test
    void an_entry_that_was_forged_well_does_not_follow_the_one_before_it() {
        var at = java.time.Instant.parse("2026-11-02T08:00:00Z");
        var hash = AuditHash.of(
                AuditHash.START, ebp.tenant().value(), 3, at, "platform:test", null, null, "a", "t", null, null, "c");
        asOwner("update audit_log set at = '" + at + "', actor = 'platform:test', actor_name = null, address = null,"
                + " action = 'a', thing = 't', before = null, after = null, correlation = 'c',"
                + " previous = decode(repeat('00', 32), 'hex'), hash = decode('"
                + java.util.HexFormat.of().formatHex(hash) + "', 'hex') where tenant_id = '%s' and number = 3");

        assertThat(verified()).isEqualTo(finding(3, Fault.OUT_OF_PLACE));
    }

    @Test
    void a_head_that_was_turned_back_or_taken_away_is_found() {
        asOwner("update audit_heads set number = 4 where tenant_id = '%s'");
        assertThat(verified()).isEqualTo(finding(4, Fault.WRONG_HEAD));
        asOwner("update audit_heads set number = 5, hash = sha256('x') where tenant_id = '%s'");
        assertThat(verified()).isEqualTo(finding(5, Fault.WRONG_HEAD));
        asOwner("delete from audit_heads where tenant_id = '%s'");
        assertThat(verified()).isEqualTo(finding(0, Fault.WRONG_HEAD));
        assertThat(verify.chains(PLATFORM)).contains(ebp.tenant().value());
    }

    private AuditChain.@Nullable Finding verified() {
        var link = Link.START;
        while (true) {
            var step = verify.walk(PLATFORM, ebp.tenant().value(), link);
            if (step.done()) {
                return step.finding();
            }
            link = step.last();
        }
    }

    private AuditChain.Finding finding(long number, Fault fault) {
        return new AuditChain.Finding(ebp.tenant().value(), number, fault);
    }

    private void note(int number) {
        wiring.inTenant(ebp, () -> {
            audit.record(ebp, "deployment.updated", "dep_" + number, Map.of("n", number), Map.of("n", number + 1));
            return null;
        });
    }

    /** The owner is bound by the policies, so it says that it works for the platform; nothing keeps it from that. */
    private void asOwner(String sql) {
        try (var connection = RealPostgres.owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('guichet.platform', 'on', false)");
            assertThat(statement.executeUpdate(sql.formatted(ebp.tenant().value())))
                    .isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
