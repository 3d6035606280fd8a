package io.guichet.quote;

import io.guichet.kernel.Json;
import io.guichet.kernel.Money;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.PriceItem.Unit;
import io.guichet.spi.sector.PriceItem.VatClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PricingTest {

    private static final PriceBook BOOK = new PriceBook(
            "Test",
            List.of(
                    item("DEP", Unit.FLAT, 450_00, VatClass.IMPROVEMENT),
                    item("SOL", Unit.SQUARE_METRE, 80_00, VatClass.IMPROVEMENT),
                    item("MUR", Unit.SQUARE_METRE, 70_00, VatClass.IMPROVEMENT),
                    item("DOUCHE", Unit.FLAT, 2_100_00, VatClass.IMPROVEMENT),
                    item("PLOMB", Unit.FLAT, 1_200_00, VatClass.IMPROVEMENT),
                    item("ISO", Unit.SQUARE_METRE, 35_05, VatClass.ENERGY),
                    item("MEUBLE", Unit.PIECE, 100_01, VatClass.STANDARD),
                    item("CENT", Unit.PIECE, 1, VatClass.STANDARD),
                    item("DIX", Unit.PIECE, 10, VatClass.ENERGY),
                    item("RIEN", Unit.PIECE, 0, VatClass.STANDARD)));

    /** The bathroom that everybody is shown. */
    @ParameterizedTest
    @CsvSource({"UNKNOWN, 20, 1158, 6948", "TWO_YEARS_OR_LESS, 20, 1158, 6948", "OVER_TWO_YEARS, 10, 579, 6369"})
    void the_example_of_the_specification(Dwelling dwelling, String rate, String vat, String total) {
        var quote = price(dwelling, "DEP", "1", "SOL", "8", "MUR", "20", "DOUCHE", "1", "PLOMB", "1");

        assertThat(quote.items())
                .extracting(i -> i.priceHt().toPlainString())
                .containsExactly("450", "640", "1400", "2100", "1200");
        assertThat(quote.totalHt()).isEqualTo(new BigDecimal("5790"));
        assertThat(quote.tvaRate()).isEqualTo(new BigDecimal(rate));
        assertThat(quote.vat()).singleElement().satisfies(v -> {
            assertThat(v.base()).isEqualTo(new BigDecimal("5790"));
            assertThat(v.amount()).isEqualTo(new BigDecimal(vat));
        });
        assertThat(quote.totalTtc()).isEqualTo(new BigDecimal(total));
        assertThat(quote.dwelling()).isEqualTo(dwelling.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void energy_works_in_an_old_dwelling_have_the_reduced_rate() {
        var quote = price(Dwelling.OVER_TWO_YEARS, "ISO", "10");

        assertThat(quote.tvaRate()).isEqualTo(new BigDecimal("5.5"));
        assertThat(quote.totalHt()).isEqualTo(new BigDecimal("350.5"));
        // 19.2775 to cents
        assertThat(quote.vat().getFirst().amount()).isEqualTo(new BigDecimal("19.28"));
        assertThat(quote.totalTtc()).isEqualTo(new BigDecimal("369.78"));
    }

    @Test
    void several_rates_have_a_row_each_and_no_single_rate() {
        var quote = price(Dwelling.OVER_TWO_YEARS, "MEUBLE", "1", "SOL", "8", "ISO", "2", "DEP", "1");

        assertThat(quote.tvaRate()).isNull();
        assertThat(quote.vat())
                .extracting(v -> v.rate().toPlainString() + " " + v.base() + " " + v.amount())
                .containsExactly("20 100.01 20", "10 1090 109", "5.5 70.1 3.86");
        assertThat(quote.totalHt()).isEqualTo(new BigDecimal("1260.11"));
        assertThat(quote.totalTtc()).isEqualTo(new BigDecimal("1392.97"));
        assertThat(quote.vat()).allSatisfy(v -> assertThat(v.reason()).isNotBlank());
    }

    @Test
    void in_a_new_dwelling_everything_has_the_full_rate() {
        assertThat(price(Dwelling.TWO_YEARS_OR_LESS, "MEUBLE", "1", "SOL", "8", "ISO", "2")
                        .tvaRate())
                .isEqualTo(new BigDecimal("20"));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "1.5, 0.02", "2.5, 0.02", "0.499, 0", "0.501, 0.01", "3.5, 0.04"})
    void a_line_is_rounded_half_even_once(String quantity, String price) {
        assertThat(price(Dwelling.UNKNOWN, "CENT", quantity).totalHt()).isEqualByComparingTo(price);
    }

    @ParameterizedTest
    // 5.5 % of 10 cents is 0.55, of a euro 5.5: the half goes to the even cent
    @CsvSource({"1, 0.01", "10, 0.06", "30, 0.16", "50, 0.28"})
    void vat_is_rounded_half_even_once_per_rate(String quantity, String vat) {
        assertThat(price(Dwelling.OVER_TWO_YEARS, "DIX", quantity)
                        .vat()
                        .getFirst()
                        .amount())
                .isEqualByComparingTo(vat);
    }

    @Test
    void vat_is_of_the_sum_and_not_a_sum_of_rounded_parts() {
        var once = price(Dwelling.OVER_TWO_YEARS, "DIX", "3");
        var thrice = price(Dwelling.OVER_TWO_YEARS, "DIX", "1", "DIX", "1", "DIX", "1");

        assertThat(thrice.totalTtc()).isEqualTo(once.totalTtc());
    }

    @Test
    void what_costs_nothing_is_a_line_too() {
        assertThat(price(Dwelling.UNKNOWN, "RIEN", "3").totalTtc()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void round_amounts_are_written_without_an_exponent() {
        var quote = price(Dwelling.UNKNOWN, "DOUCHE", "100");

        assertThat(Json.write(quote)).contains("\"total_ht\":210000,").doesNotContain("E+");
    }

    @Test
    void a_code_that_the_book_does_not_have_is_not_priced() {
        assertThatThrownBy(() -> price(Dwelling.UNKNOWN, "CADEAU", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CADEAU");
    }

    @Test
    void what_was_written_is_read_again() {
        var quote = price(Dwelling.OVER_TWO_YEARS, "MEUBLE", "1.5", "ISO", "2.25");

        assertThat(Json.read(Json.write(quote), PricedPreQuote.class)).isEqualTo(quote);
    }

    @Test
    void in_words_it_is_french_or_english() {
        var quote = price(Dwelling.OVER_TWO_YEARS, "SOL", "8.5", "DEP", "1");

        assertThat(plain(PreQuoteText.of(quote, Locale.FRENCH))).isEqualTo("""
                        - Item SOL 8,5 m² : 680,00 €
                        - Item DEP : 450,00 €
                        Total HT : 1 130,00 €
                        TVA 10 % : 113,00 €
                        Total TTC : 1 243,00 €
                        Estimation à partir de prix indicatifs ; seul un devis signé engage.""");
        assertThat(plain(PreQuoteText.of(quote, Locale.ENGLISH)))
                .contains("Total before VAT: €1,130.00", "VAT 10%: €113.00", "Total with VAT: €1,243.00");
    }

    private static String plain(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }

    private static PricedPreQuote price(Dwelling dwelling, String... codesAndQuantities) {
        var lines = new java.util.ArrayList<PreQuoteDraft.Line>();
        for (var i = 0; i < codesAndQuantities.length; i += 2) {
            lines.add(new PreQuoteDraft.Line(codesAndQuantities[i], new BigDecimal(codesAndQuantities[i + 1])));
        }
        var draft = new PreQuoteDraft(
                "renovation_salle_de_bain",
                "Refaire ma salle de bain",
                new BigDecimal("8"),
                List.of(),
                lines,
                dwelling);
        return Pricing.price(draft, BOOK, Money.EUR, true, 1);
    }

    private static PriceItem item(String code, Unit unit, long price, VatClass vat) {
        return new PriceItem(code, "trade", "Item " + code, unit, price, vat, List.of(), List.of(), null);
    }
}
