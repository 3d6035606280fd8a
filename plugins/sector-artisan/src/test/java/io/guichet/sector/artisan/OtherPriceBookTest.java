package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft.Line;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.PriceItem.Derived;
import io.guichet.spi.sector.PriceItem.Unit;
import io.guichet.spi.sector.PriceItem.VatClass;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.testkit.Conversation;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A tenant's own price book: its codes, its words, its order. */
class OtherPriceBookTest {

    private static final Derived FLOOR = new Derived("floor_area", BigDecimal.ONE);

    @Test
    void items_are_chosen_by_the_words_of_the_book_and_quoted_in_its_order() {
        var book = new PriceBook(
                "Sols de Bretagne",
                List.of(
                        item("Z9", "Tomette", Unit.SQUARE_METRE, List.of("tomette"), List.of(), FLOOR),
                        item("A1", "Protection", Unit.FLAT, List.of("protection"), List.of("tomette"), null)));

        assertThat(lines(quote(book, "je voudrais 14 m² de tomettes anciennes")))
                .containsExactly(new Line("Z9", new BigDecimal("14")), new Line("A1", BigDecimal.ONE));
    }

    @Test
    void the_longest_synonym_wins() {
        var book = new PriceBook(
                "Bois",
                List.of(
                        item("B1", "Parquet", Unit.FLAT, List.of("parquet"), List.of(), null),
                        item("B2", "Parquet en chêne", Unit.FLAT, List.of("parquet chene"), List.of(), null)));

        assertThat(lines(quote(book, "un parquet en chêne")))
                .extracting(Line::code)
                .containsExactly("B2");
    }

    @Test
    void of_two_items_with_one_synonym_the_first_of_the_book_wins() {
        var book = new PriceBook(
                "Bois",
                List.of(
                        item("B2", "Parquet massif", Unit.FLAT, List.of("parquet"), List.of(), null),
                        item("B1", "Parquet collé", Unit.FLAT, List.of("parquet"), List.of(), null)));

        assertThat(lines(quote(book, "un parquet"))).extracting(Line::code).containsExactly("B2");
    }

    @Test
    void what_a_project_brings_can_be_refused_before_the_project_is_known() {
        var book = new PriceBook(
                "Bain",
                List.of(
                        item("D1", "Dépose", Unit.FLAT, List.of("depose"), List.of("renovation_salle_de_bain"), null),
                        item(
                                "P1",
                                "Plomberie",
                                Unit.FLAT,
                                List.of("plomberie"),
                                List.of("renovation_salle_de_bain"),
                                null)));
        var talk = Conversation.with(new ArtisanAgent(), book);
        talk.says("sans la dépose, s'il vous plaît");
        talk.says("je veux refaire ma salle de bain");

        assertThat(lines(talk.sends("", 1))).extracting(Line::code).containsExactly("P1");
    }

    @Test
    void a_quantity_that_follows_from_an_unknown_measure_is_asked_for() {
        var book = new PriceBook(
                "Haies",
                List.of(item(
                        "H1",
                        "Haie",
                        Unit.METRE,
                        List.of("haie"),
                        List.of(),
                        new Derived("perimeter", BigDecimal.TWO))));
        var talk = Conversation.with(new ArtisanAgent(), book);

        assertThat(talk.says("tailler la haie").known().text("asked")).contains("quantity:H1");
    }

    @Test
    void the_age_of_the_dwelling_is_not_asked_for_where_no_rate_depends_on_it() {
        var book = new PriceBook(
                "Neuf",
                List.of(new PriceItem(
                        "N1",
                        "cloture",
                        "Clôture",
                        Unit.FLAT,
                        100,
                        VatClass.STANDARD,
                        List.of("cloture"),
                        List.of(),
                        null)));

        assertThat(Conversation.with(new ArtisanAgent(), book)
                        .says("une clôture")
                        .known()
                        .text("asked"))
                .contains("photos");
    }

    @Test
    void an_empty_price_book_brings_a_person() {
        var talk = Conversation.with(new ArtisanAgent(), new PriceBook("vide", List.of()));

        assertThat(talk.says("refaire ma salle de bain, 8 m²").actions())
                .containsExactly(new Action.HandOver(Turn.HandOverReason.OUT_OF_SCOPE));
    }

    private static Turn quote(PriceBook book, String text) {
        return Conversation.with(new ArtisanAgent(), book).sends(text + ", maison de 1950", 1);
    }

    private static List<Line> lines(Turn turn) {
        return turn.actions().stream()
                .filter(Action.ProposePreQuote.class::isInstance)
                .flatMap(action -> ((Action.ProposePreQuote) action).draft().lines().stream())
                .toList();
    }

    private static PriceItem item(
            String code,
            String label,
            Unit unit,
            List<String> synonyms,
            List<String> impliedBy,
            @Nullable Derived derived) {
        return new PriceItem(code, "sols", label, unit, 1_000, VatClass.IMPROVEMENT, synonyms, impliedBy, derived);
    }
}
