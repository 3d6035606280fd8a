package io.guichet.webhook;

import io.guichet.agent.Deployments;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.kernel.CallContext;
import io.guichet.trade.AppointmentBooked;
import io.guichet.trade.AppointmentView;
import io.guichet.trade.OrderPlaced;
import io.guichet.trade.OrderView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

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
        var data = new OrderOfEvent(TO_FETCH, order);
        announce.announce(
                placed.context(),
                EventType.ORDER_CREATED,
                order.id().toString(),
                new Body(deployment(placed.context(), order.conversationId()), data));
    }

    void booked(@Observes AppointmentBooked booked) {
        var appointment = booked.appointment();
        announce.announce(
                booked.context(),
                EventType.APPOINTMENT_BOOKED,
                appointment.id() + "/" + appointment.revision(),
                new Body(
                        deployment(booked.context(), appointment.conversationId()),
                        new AppointmentOfEvent(appointment)));
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
