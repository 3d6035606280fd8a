package io.guichet.webhook;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class AnnounceTest {

    private static final Map<String, ?> BODY = Map.of("data", Map.of("type", "renovation_salle_de_bain"));

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Endpoints endpoints = wiring.get(Endpoints.class);
    private final Announce announce = wiring.get(Announce.class);
    private final DueWork work = new DueWork(wiring.get(DeliverWebhook.class), clock);

    private CallContext ebp;

    @BeforeEach
    void a_tenant() {
        ebp = TestTenants.aTenant(wiring);
    }

    private EndpointId anEndpoint(CallContext tenant, String event) {
        return endpoints
                .create(tenant, new NewEndpoint("https://api.ebp.com/hook", List.of(event)), null)
                .endpoint()
                .id();
    }

    private void announced(String source, Object body) {
        wiring.inTenant(ebp, () -> {
            announce.announce(ebp, EventType.PROJECT_COMPLETED, source, body);
            return source;
        });
    }

    @Test
    void each_active_endpoint_that_subscribed_is_told() {
        var one = anEndpoint(ebp, "project.completed");
        var two = anEndpoint(ebp, "project.completed");
        var other = anEndpoint(ebp, "quote.signed");
        var deleted = anEndpoint(ebp, "project.completed");
        endpoints.delete(ebp, deleted);
        var sages = TestTenants.aTenant(wiring);
        anEndpoint(sages, "project.completed");

        announced("conv_1", BODY);

        var told = endpoints.deliveries(ebp, one, Pages.first()).items();
        assertThat(told).singleElement().satisfies(d -> {
            assertThat(d.event()).isEqualTo("project.completed");
            assertThat(d.status()).isEqualTo("pending");
            assertThat(d.attempts()).isEmpty();
        });
        assertThat(endpoints.deliveries(ebp, two, Pages.first()).items()).hasSize(1);
        assertThat(endpoints.deliveries(ebp, other, Pages.first()).items()).isEmpty();
        assertThat(work.waiting(ebp)).hasSize(2).allSatisfy(w -> {
            assertThat(w.key()).isEqualTo(w.subject()).startsWith("whd_");
            assertThat(w.correlation()).isEqualTo("test-correlation");
            assertThat(w.at()).isEqualTo(clock.instant());
        });
        assertThat(work.waiting(sages)).isEmpty();
    }

    @Test
    void the_payload_is_complete_and_unsigned() {
        var body = new LinkedHashMap<String, Object>();
        body.put("deployment", Map.of("key", "dpl_ebp_expert_btp"));
        body.put("data", new Totals(new BigDecimal("6948.00"), new BigDecimal("0.50")));

        announced("conv_1", body);

        var payload = payloads().getFirst();
        assertThat(payload)
                .matches("\\{\"id\":\"evt_[0-9a-f]{32}\",\"event\":\"project.completed\","
                        + "\"created_at\":\"2026-11-02T08:00:00Z\",\"deployment\":\\{\"key\":\"dpl_ebp_expert_btp\"},"
                        + "\"data\":\\{\"total_ttc\":6948(\\.00)?,\"tva_rate\":0\\.50?}}");
    }

    private record Totals(BigDecimal totalTtc, BigDecimal tvaRate) {}

    @Test
    void the_same_thing_is_told_once() {
        anEndpoint(ebp, "project.completed");

        announced("conv_1", BODY);
        announced("conv_1", Map.of("data", "something else"));
        announced("conv_2", BODY);

        assertThat(payloads()).hasSize(2);
        assertThat(work.waiting(ebp)).hasSize(2);
    }

    @Test
    void what_is_rolled_back_is_not_told() {
        var id = anEndpoint(ebp, "project.completed");

        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    announce.announce(ebp, EventType.PROJECT_COMPLETED, "conv_1", BODY);
                    throw new IllegalStateException("no pre-quote after all");
                }))
                .hasMessage("no pre-quote after all");

        assertThat(payloads()).isEmpty();
        assertThat(work.waiting(ebp)).isEmpty();
        assertThat(endpoints.deliveries(ebp, id, Pages.first()).items()).isEmpty();
    }

    @Test
    void nothing_is_announced_outside_a_transaction() {
        assertThatThrownBy(() -> announce.announce(ebp, EventType.PROJECT_COMPLETED, "conv_1", BODY))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_event_that_nobody_subscribed_to_is_kept() {
        announced("conv_1", BODY);

        assertThat(payloads()).hasSize(1);
        assertThat(work.waiting(ebp)).isEmpty();
    }

    @Test
    void a_payload_over_20_kB_is_refused_whole_and_its_caller_learns_how_large_it_was() {
        anEndpoint(ebp, "project.completed");

        assertThatThrownBy(() -> announced("conv_1", Map.of("data", "é".repeat(10_000))))
                .isInstanceOf(PayloadTooLarge.class)
                .hasMessageMatching("the payload of project.completed has 201\\d\\d bytes; .* at most 20000");
        assertThat(payloads()).isEmpty();
        assertThat(work.waiting(ebp)).isEmpty();
    }

    @Test
    void a_payload_just_under_20_kB_is_kept() {
        announced("conv_1", Map.of("data", "x".repeat(19_850)));

        assertThat(Json.tree(payloads().getFirst()).get("data").asText()).hasSize(19_850);
    }

    @Test
    void a_body_has_no_envelope_of_its_own() {
        assertThatThrownBy(() -> announced("conv_1", Map.of("id", "evt_mine")))
                .hasMessageContaining("the envelope of a webhook has its own id");
        assertThatThrownBy(() -> announced("conv_1", List.of("x"))).hasMessageContaining("is not an object");
    }

    private List<String> payloads() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("select payload from webhook_events order by id");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
    }
}
