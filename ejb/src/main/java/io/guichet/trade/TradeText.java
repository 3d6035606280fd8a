package io.guichet.trade;

import io.guichet.quote.PriceBooks.CurrentBook;
import io.guichet.quote.PriceWithVat;
import io.guichet.spi.sector.OrderDraft;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prices in words, as a contact reads them: a line each, with VAT. */
public final class TradeText {

    private TradeText() {}

    /** Items with their prices; what the book does not have is left out. */
    public static String prices(List<String> codes, CurrentBook book, Locale locale) {
        var money = money(locale, book.currency());
        return codes.stream()
                .flatMap(code -> book.book().item(code).stream())
                .map(item -> "- " + item.label() + colon(locale)
                        + money.format(
                                PriceWithVat.of(item, book.currency()).price().major()))
                .collect(Collectors.joining("\n"));
    }

    /** An order's lines and what they come to; what the book does not have is left out. */
    public static String order(OrderDraft draft, CurrentBook book, Locale locale) {
        var priced = PricedOrder.of(Pricing.units(draft, book), book.currency());
        var money = money(locale, book.currency());
        var lines = priced.lines().stream()
                .map(line -> "- " + line.quantity() + " × " + line.label() + colon(locale) + money.format(line.price()))
                .collect(Collectors.joining("\n"));
        var total = english(locale) ? "Total with VAT: " : "Total TTC : ";
        return lines + "\n" + total + money.format(priced.total());
    }

    private static NumberFormat money(Locale locale, Currency currency) {
        var format = NumberFormat.getCurrencyInstance(english(locale) ? Locale.UK : Locale.FRANCE);
        format.setCurrency(currency);
        return format;
    }

    private static String colon(Locale locale) {
        return english(locale) ? ": " : " : ";
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
