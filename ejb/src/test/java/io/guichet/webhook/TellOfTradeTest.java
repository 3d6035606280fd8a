package io.guichet.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.trade.AppointmentBooked;
import io.guichet.trade.AppointmentChanged;
import io.guichet.trade.AppointmentId;
import io.guichet.trade.AppointmentView;
import io.guichet.trade.Customer;
import io.guichet.trade.OrderChanged;
import io.guichet.trade.OrderId;
import io.guichet.trade.OrderPlaced;
import io.guichet.trade.OrderView;
import io.guichet.trade.PricedOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What a business's software hears of orders and appointments, from the yes of a contact on. */
@ExtendWith(RealPostgres.class)
class TellOfTradeTest {

    private final MovingClock clock = new MovingClock("2026-11-20T09:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final TellOfTrade tell = wiring.get(TellOfTrade.class);

    private CallContext salon;
    private DeploymentView deployment;
    private ConversationId conversation;

    @BeforeEach
    void a_business() {
        salon = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, salon);
        conversation = TestAgents.aVisitor(wiring, deployment).conversation();
    }

    @Test
    void an_order_is_told_of_when_it_is_made_goes_on_and_is_cancelled() {
        var id = OrderId.next();
        tell(() -> tell.placed(new OrderPlaced(salon, order(id, "placed"))));
        tell(() -> tell.changed(new OrderChanged(salon, order(id, "accepted"))));
        tell(() -> tell.changed(new OrderChanged(salon, order(id, "cancelled"))));
        tell(() -> tell.changed(new OrderChanged(salon, order(id, "cancelled"))));

        assertThat(told())
                .extracting(payload -> payload.at("/event").asText() + " "
                        + payload.at("/data/order/status").asText())
                .containsExactly("order.created placed", "order.changed accepted", "order.cancelled cancelled");
        assertThat(told()).allSatisfy(payload -> {
            assertThat(payload.at("/deployment/key").asText()).isEqualTo(deployment.key());
            assertThat(payload.at("/data/kind").asText()).isEqualTo("take_away");
            assertThat(payload.at("/data/order/id").asText()).isEqualTo(id.toString());
            assertThat(payload.at("/data/order/conversation_id").asText()).isEqualTo(conversation.toString());
            assertThat(payload.has("session")).isFalse();
        });
    }

    @Test
    void an_appointment_that_is_moved_and_accepted_anew_is_told_of_each_time() {
        var id = AppointmentId.next();
        tell(() -> tell.booked(new AppointmentBooked(salon, appointment(id, "booked", 1))));
        tell(() -> tell.changed(new AppointmentChanged(salon, appointment(id, "accepted", 1))));
        tell(() -> tell.booked(new AppointmentBooked(salon, appointment(id, "booked", 2))));
        tell(() -> tell.changed(new AppointmentChanged(salon, appointment(id, "accepted", 2))));
        tell(() -> tell.changed(new AppointmentChanged(salon, appointment(id, "cancelled", 2))));

        assertThat(told())
                .extracting(payload -> payload.at("/event").asText() + " "
                        + payload.at("/data/appointment/revision").asInt())
                .containsExactly(
                        "appointment.booked 1",
                        "appointment.changed 1",
                        "appointment.booked 2",
                        "appointment.changed 2",
                        "appointment.cancelled 2");
    }

    private void tell(Runnable event) {
        clock.advance(Duration.ofSeconds(1));
        wiring.inTenant(salon, () -> {
            event.run();
            return true;
        });
    }

    private OrderView order(OrderId id, String status) {
        return new OrderView(
                id,
                conversation,
                status,
                clock.instant(),
                new Customer("Martin", "0612345678"),
                "",
                new PricedOrder(List.of(), BigDecimal.ZERO, List.of(), "EUR"),
                clock.instant(),
                clock.instant());
    }

    private AppointmentView appointment(AppointmentId id, String status, int revision) {
        return new AppointmentView(
                id,
                conversation,
                status,
                clock.instant(),
                clock.instant(),
                1,
                List.of(),
                new Customer("Julie", null),
                "",
                revision,
                clock.instant(),
                clock.instant());
    }

    private List<JsonNode> told() {
        return RealPostgres.inTenant(salon.tenant(), c -> {
            var found = new ArrayList<JsonNode>();
            var rows = c.createStatement().executeQuery("select payload from webhook_events order by created_at");
            while (rows.next()) {
                found.add(Json.tree(rows.getString(1)));
            }
            return found;
        });
    }
}
