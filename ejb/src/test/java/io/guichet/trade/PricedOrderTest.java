package io.guichet.trade;

import io.guichet.kernel.Money;
import io.guichet.quote.PriceBooks.CurrentBook;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.PriceItem.VatClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PricedOrderTest {

    private static final CurrentBook BOOK = new CurrentBook(
            new PriceBook(
                    "Bistro",
                    List.of(
                            item("REGINA", "Pizza regina", 1_182, VatClass.INTERMEDIATE),
                            item("EAU", "Eau", 190, VatClass.REDUCED),
                            item("VIN", "Vin rouge", 1_500, VatClass.STANDARD))),
            Money.EUR,
            false,
            true);

    @Test
    void what_the_menu_shows_is_what_is_multiplied_and_added() {
        var order = order(line("REGINA", 3), line("EAU", 1), line("VIN", 1));

        assertThat(order.lines())
                .extracting(PricedOrder.Line::unitPrice)
                .containsExactly(new BigDecimal("13.00"), new BigDecimal("2.00"), new BigDecimal("18.00"));
        assertThat(order.lines().getFirst().price()).isEqualByComparingTo("39.00");
        assertThat(order.total()).isEqualByComparingTo("59.00");
    }

    @Test
    void vat_is_what_the_price_book_says_and_rounded_once_for_each_rate() {
        var order = order(line("REGINA", 3), line("EAU", 1), line("VIN", 1));

        assertThat(order.vat())
                .containsExactly(
                        new PricedOrder.Vat(new BigDecimal("5.5"), new BigDecimal("2.00"), new BigDecimal("0.10")),
                        new PricedOrder.Vat(new BigDecimal("10"), new BigDecimal("39.00"), new BigDecimal("3.55")),
                        new PricedOrder.Vat(new BigDecimal("20"), new BigDecimal("18.00"), new BigDecimal("3.00")));
    }

    @Test
    void it_is_said_with_vat_in_both_languages() {
        var draft = draft(line("REGINA", 3));

        assertThat(TradeText.order(draft, BOOK, Locale.FRENCH).replace('\u00a0', ' '))
                .isEqualTo("- 3 × Pizza regina : 39,00 €\nTotal TTC : 39,00 €");
        assertThat(TradeText.order(draft, BOOK, Locale.ENGLISH))
                .isEqualTo("- 3 × Pizza regina: €39.00\nTotal with VAT: €39.00");
        assertThat(TradeText.prices(List.of("EAU", "NONE"), BOOK, Locale.ENGLISH))
                .isEqualTo("- Eau: €2.00");
    }

    private static PricedOrder order(OrderDraft.Line... lines) {
        return PricedOrder.of(Pricing.units(draft(lines), BOOK), Money.EUR);
    }

    private static OrderDraft draft(OrderDraft.Line... lines) {
        return new OrderDraft(List.of(lines), Instant.EPOCH, new OrderDraft.Caller("Martin", null), "");
    }

    private static OrderDraft.Line line(String code, int quantity) {
        return new OrderDraft.Line(code, quantity);
    }

    private static PriceItem item(String code, String label, long minor, VatClass vat) {
        return new PriceItem(code, "carte", label, PriceItem.Unit.PIECE, minor, vat, List.of(), List.of(), null);
    }
}
