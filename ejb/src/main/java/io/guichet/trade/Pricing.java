package io.guichet.trade;

import io.guichet.quote.PriceBooks.CurrentBook;
import io.guichet.quote.PriceWithVat;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.PriceItem;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Prices what an agent named by its codes. */
final class Pricing {

    private Pricing() {}

    /** Whether the book has all of an order. */
    static boolean hasAll(List<String> codes, CurrentBook book) {
        return codes.stream().allMatch(code -> book.book().item(code).isPresent());
    }

    /** The order's lines that the book has. */
    static List<PricedOrder.Unit> units(OrderDraft draft, CurrentBook book) {
        var units = new ArrayList<PricedOrder.Unit>();
        for (var line : draft.lines()) {
            book.book().item(line.code()).ifPresent(item -> units.add(unit(item, line.quantity(), book.currency())));
        }
        return units;
    }

    static PricedOrder.Unit unit(PriceItem item, int quantity, Currency currency) {
        var price = PriceWithVat.of(item, currency);
        return new PricedOrder.Unit(item.code(), item.label(), quantity, price.price(), price.vatRate());
    }
}
