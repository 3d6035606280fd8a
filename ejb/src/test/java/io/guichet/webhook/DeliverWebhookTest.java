package io.guichet.webhook;

import com.standardwebhooks.Webhook;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.HttpOutcome;
import io.guichet.kernel.Json;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Receiver;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.Lane;
import io.guichet.work.WorkOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From an announcement to a partner's server on this machine, over real HTTP and a real database. */
@Timeout(60)
@ExtendWith(RealPostgres.class)
class DeliverWebhookTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock).configured("guichet.profile", "dev");
    private final Endpoints endpoints = wiring.get(Endpoints.class);
    private final Announce announce = wiring.get(Announce.class);
    private final DeliverWebhook handler = wiring.get(DeliverWebhook.class);
    private final DueWork work = new DueWork(handler, clock);

    private CallContext ebp;
    private Receiver receiver;
    private EndpointCreated endpoint;

    @BeforeEach
    void a_tenant_with_an_endpoint() throws IOException {
        receiver = new Receiver();
        ebp = TestTenants.aTenant(wiring);
        endpoint =
                endpoints.create(ebp, new NewEndpoint(receiver.url().toString(), List.of("project.completed")), null);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void announced(String source) {
        wiring.inTenant(ebp, () -> {
            announce.announce(
                    ebp,
                    EventType.PROJECT_COMPLETED,
                    source,
                    Map.of("data", Map.of("description", "Salle de bain, 8 m²")));
            return source;
        });
    }

    private EndpointView view() {
        return endpoints.list(ebp).getFirst();
    }

    private DeliveryView delivery() {
        return endpoints
                .deliveries(ebp, endpoint.endpoint().id(), Pages.first())
                .items()
                .getFirst();
    }

    @Test
    void deliveries_do_not_queue_with_answers() {
        assertThat(DeliverWebhook.TYPE.lane()).isEqualTo(Lane.DELIVERIES).isNotEqualTo(ReceiveMessage.ANSWER.lane());
    }

    @Test
    void an_event_arrives_signed_and_is_recorded_as_delivered() throws Exception {
        announced("conv_1");

        assertThat(work.run(ebp)).containsExactly(WorkOutcome.DONE);

        var request = receiver.received().getFirst();
        assertThat(receiver.received()).hasSize(1);
        assertThat(Json.tree(request.body()).get("data").get("description").asText())
                .isEqualTo("Salle de bain, 8 m²");
        assertThat(request.header("webhook-id"))
                .isEqualTo(Json.tree(request.body()).get("id").asText());
        assertThat(request.header("webhook-timestamp"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("user-agent")).startsWith("Guichet/");
        assertThat(request.header("webhook-signature"))
                .isEqualTo(new Webhook(endpoint.secret())
                        .sign(request.header("webhook-id"), clock.instant().getEpochSecond(), request.body()));
        assertThat(request.header("x-aimanager-signature"))
                .isEqualTo("sha256=" + hmac(endpoint.secret(), request.body()));
        assertThat(delivery().status()).isEqualTo("delivered");
        assertThat(delivery().nextAttemptAt()).isNull();
        assertThat(delivery().attempts()).containsExactly(new DeliveryView.Attempt(1, clock.instant(), 0, 204, null));
        assertThat(view().lastSuccessAt()).isEqualTo(clock.instant());
        assertThat(work.waiting(ebp)).isEmpty();
    }

    @Test
    void what_was_delivered_is_not_sent_again_when_its_work_is_run_twice() {
        announced("conv_1");
        var key = work.waiting(ebp).getFirst().subject();
        work.run(ebp);

        assertThat(handler.handle(ebp, key, 1)).isEqualTo(WorkOutcome.DONE);

        assertThat(receiver.received()).hasSize(1);
        assertThat(delivery().attempts()).hasSize(1);
    }

    @Test
    void a_failure_is_tried_again_with_the_same_id_until_it_succeeds() {
        receiver.answers(500);
        announced("conv_1");

        assertThat(work.run(ebp)).containsExactly(new WorkOutcome.Retry("HTTP 500", Duration.ofSeconds(5)));
        assertThat(delivery().nextAttemptAt()).isEqualTo(clock.instant().plusSeconds(5));
        assertThat(work.run(ebp)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        receiver.answers(200);
        assertThat(work.run(ebp)).containsExactly(WorkOutcome.DONE);

        assertThat(receiver.received())
                .hasSize(2)
                .extracting(r -> r.header("webhook-id"))
                .containsOnly(delivery().eventId().toString());
        assertThat(receiver.received())
                .extracting(r -> r.header("webhook-timestamp"))
                .doesNotHaveDuplicates();
        assertThat(delivery().attempts())
                .extracting(
                        DeliveryView.Attempt::number, DeliveryView.Attempt::responseStatus, DeliveryView.Attempt::error)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 500, "HTTP 500"),
                        org.assertj.core.groups.Tuple.tuple(2, 200, null));
        assertThat(failingSince()).isNull();
    }

    @Test
    void a_redirect_is_a_failure() {
        receiver.answers(307, "Location", receiver.url().toString());
        announced("conv_1");

        assertThat(work.run(ebp)).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void an_overloaded_server_is_left_alone_as_long_as_it_asks() {
        receiver.answers(503, "Retry-After", "600");
        announced("conv_1");

        assertThat(work.run(ebp)).containsExactly(new WorkOutcome.Retry("HTTP 503", Duration.ofMinutes(10)));
        assertThat(delivery().nextAttemptAt()).isEqualTo(clock.instant().plusSeconds(600));
    }

    @Test
    void gone_disables_the_endpoint_and_ends_what_was_on_its_way() {
        receiver.answers(410);
        announced("conv_1");
        announced("conv_2");

        assertThat(work.run(ebp)).containsExactly(WorkOutcome.DONE, WorkOutcome.DONE);

        assertThat(receiver.received()).hasSize(1);
        assertThat(view().status()).isEqualTo("disabled");
        assertThat(view().disabledReason()).isEqualTo("gone");
        assertThat(endpoints
                        .deliveries(ebp, endpoint.endpoint().id(), Pages.first())
                        .items())
                .extracting(DeliveryView::status)
                .containsExactly("failed", "failed");
        announced("conv_3");
        assertThat(work.waiting(ebp)).isEmpty();
    }

    @Test
    void an_endpoint_that_was_enabled_again_is_told_what_happens_from_then_on() {
        receiver.answers(410);
        announced("conv_1");
        work.run(ebp);

        receiver.answers(204);
        var enabled = endpoints.enable(ebp, endpoint.endpoint().id());
        announced("conv_2");
        work.run(ebp);

        assertThat(enabled.status()).isEqualTo("active");
        assertThat(enabled.disabledReason()).isNull();
        assertThat(delivery().status()).isEqualTo("delivered");
    }

    @Test
    void a_delivery_is_lost_after_its_last_try_and_the_endpoint_stays() {
        receiver.answers(500);
        announced("conv_1");

        while (!work.waiting(ebp).isEmpty()) {
            work.run(ebp);
            clock.advance(Duration.ofHours(10));
        }

        assertThat(receiver.received()).hasSize(8);
        assertThat(delivery().status()).isEqualTo("failed");
        assertThat(delivery().attempts()).hasSize(8);
        assertThat(view().status()).isEqualTo("active");
    }

    @Test
    void five_days_of_failing_disable_the_endpoint() {
        receiver.answers(500);
        for (var day = 1; day <= 6; day++) {
            assertThat(view().status()).isEqualTo("active");
            announced("conv_" + day);
            for (var hour = 0; hour < 24 && !view().status().equals("disabled"); hour += 8) {
                work.run(ebp);
                clock.advance(Duration.ofHours(8));
            }
        }

        assertThat(view().status()).isEqualTo("disabled");
        assertThat(view().disabledReason()).isEqualTo("failing_for_5_days");
        work.run(ebp);
        clock.advance(Duration.ofHours(10));
        work.run(ebp);
        assertThat(work.waiting(ebp)).isEmpty();
    }

    @Test
    void one_success_begins_the_five_days_anew() {
        receiver.answers(500);
        announced("conv_1");
        work.run(ebp);
        clock.advance(Duration.ofDays(5).minusSeconds(1));
        receiver.answers(200);
        work.run(ebp);
        clock.advance(Duration.ofSeconds(2));
        receiver.answers(500);
        announced("conv_2");

        assertThat(work.run(ebp)).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        assertThat(view().status()).isEqualTo("active");
    }

    @Test
    void what_was_on_its_way_to_an_endpoint_that_was_deleted_is_not_sent() {
        announced("conv_1");
        endpoints.delete(ebp, endpoint.endpoint().id());

        assertThat(work.run(ebp)).containsExactly(WorkOutcome.DONE);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_reached_is_tried_again_with_the_reason_kept() {
        receiver.close();
        announced("conv_1");

        work.run(ebp);

        assertThat(delivery().attempts()).singleElement().satisfies(a -> {
            assertThat(a.responseStatus()).isNull();
            assertThat(a.error()).isEqualTo("the connection was refused");
        });
    }

    @Test
    void an_address_that_may_no_longer_be_used_is_a_failure_with_its_reason() {
        var production = new Wiring().with(Clock.class, clock);
        announced("conv_1");

        var outcomes = new DueWork(production.get(DeliverWebhook.class), clock).run(ebp);

        assertThat(outcomes).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        assertThat(receiver.received()).isEmpty();
        assertThat(delivery().attempts())
                .singleElement()
                .satisfies(a -> assertThat(a.error()).isEqualTo("it begins with https://"));
    }

    @Test
    void a_server_that_never_answers_is_a_failure_after_its_time() {
        var slow = new Wiring().with(Clock.class, clock).with(GuardedHttpClient.class, new GuardedHttpClient() {
            @Override
            public HttpOutcome post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {
                assertThat(timeout).isEqualTo(Duration.ofSeconds(15));
                clock.advance(timeout);
                return new HttpOutcome.Failed("no complete answer within 15 s");
            }
        });
        announced("conv_1");

        new DueWork(slow.get(DeliverWebhook.class), clock).run(ebp);

        assertThat(delivery().attempts()).singleElement().satisfies(a -> {
            assertThat(a.durationMs()).isEqualTo(15_000);
            assertThat(a.error()).isEqualTo("no complete answer within 15 s");
        });
    }

    @Test
    void no_transaction_is_open_while_the_endpoint_is_spoken_to() {
        var watched = new Wiring().with(Clock.class, clock);
        watched.with(GuardedHttpClient.class, new GuardedHttpClient() {
            @Override
            public HttpOutcome post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {
                assertThat(watched.transactions().active()).isFalse();
                return new HttpOutcome.Answered(200, Map.of(), "");
            }
        });
        announced("conv_1");

        assertThat(new DueWork(watched.get(DeliverWebhook.class), clock).run(ebp))
                .containsExactly(WorkOutcome.DONE);
        assertThat(delivery().status()).isEqualTo("delivered");
    }

    @Test
    void work_that_is_given_up_for_another_reason_leaves_no_delivery_pending() {
        announced("conv_1");

        handler.givenUp(ebp, work.waiting(ebp).getFirst().subject(), "a bug");

        assertThat(delivery().status()).isEqualTo("failed");
        assertThat(delivery().nextAttemptAt()).isNull();
    }

    @Test
    void another_tenant_cannot_deliver_it() {
        var sage = TestTenants.aTenant(wiring);
        announced("conv_1");

        assertThat(handler.handle(sage, work.waiting(ebp).getFirst().subject(), 1))
                .isEqualTo(WorkOutcome.DONE);
        assertThat(receiver.received()).isEmpty();
        assertThat(delivery().status()).isEqualTo("pending");
    }

    @Test
    void work_about_nothing_is_a_bug_and_says_so() {
        assertThatThrownBy(() -> handler.handle(ebp, "x", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private java.sql.Timestamp failingSince() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select failing_since from webhook_endpoints");
            row.next();
            return row.getTimestamp(1);
        });
    }

    private static String hmac(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
