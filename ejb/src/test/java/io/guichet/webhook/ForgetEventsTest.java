package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was told long ago goes; what is still to be told stays, however old it is. */
@ExtendWith(RealPostgres.class)
class ForgetEventsTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Endpoints endpoints = wiring.get(Endpoints.class);
    private final ForgetEventsNightly nightly = wiring.get(ForgetEventsNightly.class);

    private CallContext ebp;
    private EndpointId endpoint;

    @BeforeEach
    void a_tenant_that_listens() {
        ebp = TestTenants.aTenant(wiring);
        endpoint = endpoints
                .create(
                        ebp,
                        new NewEndpoint("https://api.ebp.com/hook", List.of("message.received", "session.completed")),
                        null)
                .endpoint()
                .id();
    }

    @Test
    void what_was_delivered_long_ago_goes_with_its_attempts_and_the_newer_stays() {
        announced(EventType.MESSAGE_RECEIVED, "old");
        delivered();
        clock.advance(Duration.ofDays(89));
        announced(EventType.MESSAGE_RECEIVED, "new");
        delivered();

        assertThat(nightly.forget(ebp)).isZero();
        clock.advance(Duration.ofDays(2));

        assertThat(nightly.forget(ebp)).isOne();
        assertThat(sources()).isEqualTo("new");
        assertThat(number("webhook_attempts")).isOne();
        assertThat(endpoints.deliveries(ebp, endpoint, Pages.first()).items()).hasSize(1);
        assertThat(nightly.forget(ebp)).isZero();
    }

    @Test
    void what_is_still_to_be_delivered_stays_until_it_was() {
        announced(EventType.MESSAGE_RECEIVED, "late");
        clock.advance(Duration.ofDays(200));

        assertThat(nightly.forget(ebp)).isZero();
        delivered();

        assertThat(nightly.forget(ebp)).isOne();
        assertThat(number("webhook_deliveries")).isZero();
    }

    @Test
    void what_nobody_listened_to_goes_too_and_no_other_tenants() {
        var sage = TestTenants.aTenant(wiring);
        announced(EventType.QUOTA_THRESHOLD, "messages 2026-11 80");
        wiring.inTenant(sage, () -> {
            wiring.get(Announce.class).announce(sage, EventType.QUOTA_THRESHOLD, "sages", Map.of());
            return true;
        });
        clock.advance(Duration.ofDays(91));

        assertThat(nightly.forget(ebp)).isOne();
        assertThat(number(sage, "webhook_events")).isOne();
    }

    @Test
    void a_conversation_that_goes_on_after_that_is_not_completed_a_second_time() {
        announced(EventType.SESSION_COMPLETED, "conv_1");
        delivered();
        clock.advance(Duration.ofDays(91));

        assertThat(nightly.forget(ebp)).isOne();
        assertThat(nightly.forget(ebp)).isZero();
        announced(EventType.SESSION_COMPLETED, "conv_1");

        assertThat(number("webhook_deliveries")).isZero();
        assertThat(number("webhook_events where payload <> '{}'")).isZero();
    }

    @Test
    void many_go_some_at_a_time() {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate("""
                        insert into webhook_events (id, tenant_id, type, source, payload, created_at)
                        select gen_random_uuid(), guichet_tenant(), 'message.received', 'm' || n, '{"data":{}}',
                               timestamptz '2026-01-01' + n * interval '1 second'
                          from generate_series(1, 1200) n"""));

        assertThat(wiring.get(ForgetEvents.class).some(ebp)).isEqualTo(500);
        assertThat(nightly.forget(ebp)).isEqualTo(700);
    }

    @Test
    void less_than_a_week_is_too_little() {
        var config = new Wiring().configured("guichet.webhooks.events-kept", "P6D");

        assertThatThrownBy(() -> config.get(WebhookConfig.class)).hasStackTraceContaining("P7D or longer");
    }

    private void announced(EventType type, String source) {
        wiring.inTenant(ebp, () -> {
            wiring.get(Announce.class).announce(ebp, type, source, Map.of("data", Map.of()));
            return source;
        });
    }

    /** All that is pending, at the first try. */
    private void delivered() {
        RealPostgres.inTenant(ebp.tenant(), c -> {
            c.createStatement().executeUpdate("""
                    insert into webhook_attempts (id, tenant_id, delivery_id, number, started_at, duration_ms)
                    select gen_random_uuid(), tenant_id, id, 1, created_at, 1 from webhook_deliveries
                     where status = 'pending'""");
            return c.createStatement()
                    .executeUpdate("update webhook_deliveries set status = 'delivered', attempts = 1"
                            + " where status = 'pending'");
        });
    }

    private String sources() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select string_agg(source, ' ') from webhook_events");
            row.next();
            return row.getString(1);
        });
    }

    private long number(String of) {
        return number(ebp, of);
    }

    private static long number(CallContext tenant, String of) {
        return RealPostgres.<Long>inTenant(tenant.tenant(), c -> {
            var row = c.createStatement().executeQuery("select count(*) from " + of);
            row.next();
            return row.getLong(1);
        });
    }
}
