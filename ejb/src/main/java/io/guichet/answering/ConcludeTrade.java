package io.guichet.answering;

import io.guichet.kernel.CallContext;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.Turn;
import io.guichet.trade.AppointmentId;
import io.guichet.trade.Appointments;
import io.guichet.trade.OrderId;
import io.guichet.trade.Orders;
import io.guichet.trade.TradeText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/** What a turn orders, books and cancels, and prices in words: in the transaction of its reply. */
@ApplicationScoped
class ConcludeTrade {

    @Inject
    Orders orders;

    @Inject
    Appointments appointments;

    @Inject
    PriceBooks books;

    /**
     * Stores what the turn says.
     *
     * @return false where something of it was taken or closed meanwhile: the agent has to be asked again
     */
    boolean store(CallContext context, PrepareTurn.Prepared prepared, Turn turn) {
        return turn.actions().stream().allMatch(action -> store(context, prepared, action));
    }

    private boolean store(CallContext context, PrepareTurn.Prepared prepared, Turn.Action action) {
        var conversation = prepared.turn().conversation();
        var agent = prepared.deployment().agent();
        return switch (action) {
            case Turn.Action.PlaceOrder order ->
                orders.place(context, conversation, agent, order.draft()).isPresent();
            case Turn.Action.BookAppointment booking ->
                appointments.book(context, conversation, agent, booking.draft()).isPresent();
            case Turn.Action.Cancel cancelled -> cancel(context, prepared, cancelled.id());
            case Turn.Action.ProposePreQuote proposed -> true;
            case Turn.Action.CompleteProject completed -> true;
            case Turn.Action.HandOver handOver -> true;
        };
    }

    private boolean cancel(CallContext context, PrepareTurn.Prepared prepared, String id) {
        var conversation = prepared.turn().conversation();
        var order = OrderId.parse(id);
        if (order.isPresent()) {
            return orders.cancel(context, conversation, order.get());
        }
        return AppointmentId.parse(id)
                .map(appointment -> appointments.cancel(context, conversation, appointment))
                .orElse(false);
    }

    String inWords(CallContext context, PrepareTurn.Prepared prepared, Turn.Part.Prices prices) {
        return TradeText.prices(prices.codes(), book(context, prepared), locale(prepared));
    }

    String inWords(CallContext context, PrepareTurn.Prepared prepared, Turn.Part.Order order) {
        return TradeText.order(order.draft(), book(context, prepared), locale(prepared));
    }

    private PriceBooks.CurrentBook book(CallContext context, PrepareTurn.Prepared prepared) {
        return books.current(context, prepared.deployment().agent());
    }

    private static Locale locale(PrepareTurn.Prepared prepared) {
        return Locale.forLanguageTag(prepared.turn().locale());
    }
}
