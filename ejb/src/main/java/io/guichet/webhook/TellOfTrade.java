package io.guichet.webhook;

import io.guichet.agent.Deployments;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.kernel.CallContext;
import io.guichet.trade.AppointmentBooked;
import io.guichet.trade.AppointmentChanged;
import io.guichet.trade.AppointmentStatus;
import io.guichet.trade.AppointmentView;
import io.guichet.trade.OrderChanged;
import io.guichet.trade.OrderPlaced;
import io.guichet.trade.OrderStatus;
import io.guichet.trade.OrderView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Hears of orders and appointments, and announces them to the tenant's endpoints in the transaction that stores them.
 *
 * @see "docs/webhooks.md for the shape of the payload"
 */
@ApplicationScoped
class TellOfTrade {

    private static final String TO_FETCH = "take_away";

    @Inject
    Announce announce;

    @Inject
    Conversations conversations;

    @Inject
    Deployments deployments;

    void placed(@Observes OrderPlaced placed) {
        var order = placed.order();
        tell(placed.context(), EventType.ORDER_CREATED, order.id().toString(), order);
    }

    void changed(@Observes OrderChanged changed) {
        var order = changed.order();
        var type = OrderStatus.of(order.status()).equals(Optional.of(OrderStatus.CANCELLED))
                ? EventType.ORDER_CANCELLED
                : EventType.ORDER_CHANGED;
        tell(changed.context(), type, order.id() + "/" + order.status(), order);
    }

    void booked(@Observes AppointmentBooked booked) {
        var appointment = booked.appointment();
        tell(booked.context(), EventType.APPOINTMENT_BOOKED, revision(appointment), appointment);
    }

    void changed(@Observes AppointmentChanged changed) {
        var appointment = changed.appointment();
        var type = AppointmentStatus.of(appointment.status()).equals(Optional.of(AppointmentStatus.CANCELLED))
                ? EventType.APPOINTMENT_CANCELLED
                : EventType.APPOINTMENT_CHANGED;
        tell(changed.context(), type, revision(appointment) + "/" + appointment.status(), appointment);
    }

    private static String revision(AppointmentView appointment) {
        return appointment.id() + "/" + appointment.revision();
    }

    private void tell(CallContext context, EventType type, String source, OrderView order) {
        var data = new OrderOfEvent(TO_FETCH, order);
        announce.announce(context, type, source, new Body(deployment(context, order.conversationId()), data));
    }

    private void tell(CallContext context, EventType type, String source, AppointmentView appointment) {
        var data = new AppointmentOfEvent(appointment);
        announce.announce(context, type, source, new Body(deployment(context, appointment.conversationId()), data));
    }

    private DeploymentOfEvent deployment(CallContext context, ConversationId conversation) {
        var id = conversations.get(context, conversation).deployment();
        var deployment = deployments.byId(context, id).orElseThrow();
        return new DeploymentOfEvent(deployment.key(), deployment.name());
    }

    private record Body(DeploymentOfEvent deployment, Object data) {}

    private record DeploymentOfEvent(String key, String name) {}

    /**
     * @param kind {@code take_away}: fetched by the customer
     */
    private record OrderOfEvent(String kind, OrderView order) {}

    private record AppointmentOfEvent(AppointmentView appointment) {}
}
