package io.guichet.billing.jobs;

import io.guichet.billing.CloseMonth;
import io.guichet.billing.JobRunId;
import io.guichet.kernel.TenantId;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class CloseTenantTest {

    private final Wiring wiring = new Wiring().with(Clock.class, new MovingClock("2026-11-01T12:10:00Z"));
    private final List<TenantId> tenants = new ArrayList<>();

    @BeforeAll
    static void month() throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select ensure_usage_partition('2026-10-01')");
        }
    }

    @BeforeEach
    void threeTenants() {
        for (var i = 0; i < 3; i++) {
            var tenant = TestTenants.aTenant(wiring).tenant();
            write(tenant, "update tenants set created_at = '2026-04-01T00:00:00Z'");
            tenants.add(tenant);
        }
    }

    @Test
    void with_the_first_tenant_of_a_page_all_of_it_are_closed() {
        var processor = processor();

        assertThat(process(processor, 0)).isEqualTo(tenants.get(0));
        assertThat(tenants).allMatch(CloseTenantTest::isClosed);
        assertThat(process(processor, 1)).isEqualTo(tenants.get(1));
        assertThat(process(processor, 2)).isEqualTo(tenants.get(2));
    }

    @Test
    void one_in_the_way_fails_alone() {
        write(
                tenants.get(1),
                "insert into invoices (id, tenant_id, period, currency, total_ht_minor, total_vat_minor, total_ttc_minor,"
                        + " created_at) values (gen_random_uuid(), guichet_tenant(), '2026-10-01', 'EUR', 1, 1, 2, now())");
        var processor = processor();

        assertThat(process(processor, 0)).isEqualTo(tenants.get(0));
        assertThatThrownBy(() -> process(processor, 1)).isInstanceOf(RuntimeException.class);
        assertThat(process(processor, 2)).isEqualTo(tenants.get(2));
        assertThat(isClosed(tenants.get(1))).isFalse();
        assertThat(isClosed(tenants.get(2))).isTrue();
    }

    @Test
    void one_that_another_run_closed_is_filtered_out() {
        process(processor(), 0);

        assertThat(process(processor(), 0)).isNull();
    }

    private CloseTenant processor() {
        var processor = new CloseTenant();
        processor.run = JobRunId.next().toString();
        processor.month = "2026-10";
        processor.months = wiring.get(CloseMonth.class);
        return processor;
    }

    private @Nullable Object process(CloseTenant processor, int index) {
        return processor.processItem(new TenantLeft(tenants.get(index), tenants));
    }

    private static boolean isClosed(TenantId tenant) {
        return RealPostgres.inTenant(tenant, connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select 1 from billing_periods join invoices using (period)"
                            + " where billing_periods.tenant_id = guichet_tenant()")) {
                return rows.next();
            }
        });
    }

    private static void write(TenantId tenant, String sql) {
        RealPostgres.inTenant(tenant, connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
