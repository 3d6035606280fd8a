package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class UsageOfClientsTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");

    private final MovingClock clock = new MovingClock("2026-10-31T22:30:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Quotas quotas = wiring.get(Quotas.class);
    private final UsageOfClients usage = wiring.get(UsageOfClients.class);

    @Test
    void what_many_used_is_told_at_once_by_the_month_of_each() {
        var paris = TestTenants.aTenant(wiring);
        var azores = TestTenants.aTenant(wiring);
        var idle = TestTenants.aTenant(wiring);
        BillingRows.write(
                azores,
                "update tenants set zone = 'Atlantic/Azores' where id = ?",
                azores.tenant().value());
        for (var tenant : List.of(paris, azores)) {
            take(tenant, Metric.SESSIONS, 2);
        }
        clock.advance(Duration.ofHours(1));
        take(paris, Metric.SESSIONS, 1);
        take(paris, Metric.MESSAGES, 5);
        take(azores, Metric.MESSAGES, 7);
        take(azores, Metric.EMAILS, 9);

        var unknown = TenantId.next();
        var found = usage.of(ROOT, List.of(paris.tenant(), azores.tenant(), idle.tenant(), unknown));

        // It is November in Paris, and October in the Azores.
        assertThat(found)
                .containsOnly(
                        Map.entry(paris.tenant(), new UsageOfClients.Figures(1, 5, 3)),
                        Map.entry(azores.tenant(), new UsageOfClients.Figures(2, 7, 2)),
                        Map.entry(idle.tenant(), new UsageOfClients.Figures(0, 0, 0)));
        assertThat(usage.of(ROOT, List.of())).isEmpty();
    }

    @Test
    void a_tenant_sees_none_of_the_others_counters() {
        var one = TestTenants.aTenant(wiring);
        var other = TestTenants.aTenant(wiring);
        take(other, Metric.SESSIONS, 1);

        assertThat(BillingRows.read(one, "select tenant_id from usage_counters"))
                .isEmpty();
    }

    @Test
    void usage_is_a_file_for_spreadsheets() {
        var end = Instant.parse("2026-11-30T23:00:00Z");
        var view = new UsageView(
                "pro",
                "2026-11",
                "Europe/Paris",
                end,
                List.of(
                        new UsageView.Line(Metric.SESSIONS, 3, 10L, 7L, Beyond.STOP, new BigDecimal("30.0"), end),
                        new UsageView.Line(Metric.DEPLOYMENTS, 1, null, null, Beyond.UNLIMITED, null, null)),
                List.of(new UsageView.Past("2026-10", Map.of("sessions", 4L, "messages", 9L))));

        assertThat(UsageCsv.write(view)).isEqualTo("""
                period,metric,used,included,remaining,beyond,percent,resets_at\r
                2026-11,sessions,3,10,7,stop,30.0,2026-11-30T23:00:00Z\r
                2026-11,deployments,1,,,unlimited,,\r
                2026-10,messages,9,,,,,\r
                2026-10,sessions,4,,,,,\r
                """);
    }

    private void take(CallContext tenant, Metric metric, long units) {
        var use = Usage.of(metric, units, clock.instant(), metric + "/" + clock.instant());
        wiring.inTenant(tenant, () -> quotas.take(tenant, use));
    }
}
