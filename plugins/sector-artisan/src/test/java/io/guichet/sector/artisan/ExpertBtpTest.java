package io.guichet.sector.artisan;

import io.guichet.spi.sector.PriceItem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The price book that is shipped. */
class ExpertBtpTest {

    @Test
    void every_line_has_the_ten_columns_of_the_header() {
        assertThat(ExpertBtp.lines())
                .first()
                .isEqualTo(
                        "code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor");
        assertThat(ExpertBtp.lines()).allMatch(line -> line.split(";", -1).length == 10);
    }

    @Test
    void it_holds_150_items_of_12_trades_or_more() {
        assertThat(ExpertBtp.BOOK.items()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(ExpertBtp.BOOK.items().stream().map(PriceItem::trade).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void every_price_is_more_than_nothing() {
        assertThat(ExpertBtp.BOOK.items()).allMatch(item -> item.unitPriceMinor() > 0);
    }

    @Test
    void no_synonym_names_two_items() {
        var seen = new HashMap<String, String>();
        for (var item : ExpertBtp.BOOK.items()) {
            var own = new HashSet<>(item.synonyms());
            assertThat(own).as(item.code()).isNotEmpty();
            for (var synonym : own) {
                assertThat(seen.put(synonym, item.code())).as(synonym).isNull();
            }
        }
    }

    @Test
    void synonyms_are_written_without_capitals_and_accents() {
        assertThat(ExpertBtp.BOOK.items())
                .allSatisfy(item -> assertThat(item.synonyms())
                        .allMatch(s -> Scanner.fold(s).equals(s)));
    }

    @Test
    void every_item_is_found_by_each_of_its_synonyms() {
        var catalogue = Catalogue.of(ExpertBtp.BOOK);
        for (var item : ExpertBtp.BOOK.items()) {
            for (var synonym : item.synonyms()) {
                assertThat(catalogue.mentions(Sentence.of(synonym)))
                        .as(synonym)
                        .extracting(Mention::item)
                        .containsExactly(item);
            }
        }
    }
}
