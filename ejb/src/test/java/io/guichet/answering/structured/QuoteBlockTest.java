package io.guichet.answering.structured;

import io.guichet.answering.structured.QuoteBlock.Outcome;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuoteBlockTest {

    private static final String SCHEMA = """
            {"type": "object", "required": ["items"], "properties": {
              "project_type": {"type": "string"},
              "items": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"type": "object",
                "required": ["quantity"], "properties": {
                  "code": {"type": "string"}, "label": {"type": "string"}, "quantity": {"type": "number", "minimum": 0},
                  "unit": {"type": "string"}, "unit_price": {"type": "number"}}}}}}""";
    private static final PriceBook BOOK = new PriceBook(
            "test",
            List.of(
                    item("SOL", "Carrelage sol", PriceItem.Unit.SQUARE_METRE, "sol", "carrelage"),
                    item("MUR", "Carrelage mural", PriceItem.Unit.SQUARE_METRE, "mur", "carrelage"),
                    item("DEP", "Dépose existant", PriceItem.Unit.FLAT, "depose")));

    @Test
    void items_are_found_by_code_label_or_synonym() {
        assertThat(lines("""
                {"project_type": "Salle de bain", "items": [
                  {"code": "sol", "quantity": 8}, {"label": "CARRELAGE MURAL", "quantity": 20.5, "unit": "m²"},
                  {"label": "la dépose complète", "quantity": 1}]}""")).isEqualTo("SOL=8 MUR=20.5 DEP=1");
    }

    @Test
    void prices_and_sums_of_the_model_are_not_looked_at() {
        var draft = draft("""
                {"items": [{"code": "SOL", "quantity": 8, "unit_price": 0.01, "price_ht": 0.08}], "total_ht": 0.08}""");

        assertThat(draft.lines()).hasSize(1);
        assertThat(draft.toString()).doesNotContain("0.01", "0.08");
    }

    @Test
    void what_the_book_does_not_have_is_noted_and_left_out() {
        var outcome = read("""
                {"items": [{"code": "SOL", "quantity": 8}, {"label": "Piscine", "quantity": 1}, {"label": "carrelage",
                 "quantity": 3}, {"code": "MUR", "quantity": 3, "unit": "h"}]}""");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Draft.class, d -> {
            assertThat(d.draft().lines()).hasSize(1);
            assertThat(d.unknown()).containsExactly("Piscine", "carrelage", "MUR");
        });
    }

    @Test
    void the_same_item_twice_is_one_line() {
        assertThat(lines("{\"items\": [{\"code\": \"SOL\", \"quantity\": 8}, {\"code\": \"SOL\", \"quantity\": 2}]}"))
                .isEqualTo("SOL=10");
    }

    @Test
    void what_was_certified_before_stands() {
        assertThat(draft("{\"items\": [{\"code\": \"SOL\", \"quantity\": 8}]}").dwelling())
                .isEqualTo(Dwelling.OVER_TWO_YEARS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "non",
                "[]",
                "{}",
                "{\"items\": []}",
                "{\"items\": [{\"label\": \"Piscine\", \"quantity\": 1}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": \"8\"}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": -8}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": 0}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": 1e300}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": 0.0000001}]}",
                "{\"items\": [{\"code\": \"SOL\"}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": 60000}, {\"code\": \"MUR\", \"quantity\": 2},"
                        + " {\"code\": \"SOL\", \"quantity\": 60000}]}",
                "{\"items\": [{\"code\": \"SOL\", \"quantity\": 8}"
            })
    void what_is_not_valid_is_no_pre_quote(String block) {
        assertThat(read(block)).isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    void a_reply_is_taken_apart() {
        var reply = ModelReply.of("""
                Bien sûr.
                ```json-turn
                {"restatement": "Refaire 8 m² de sol.", "sources": [1, 1, 2, "3"], "unsure": true}
                ```
                ```json-quote
                {"items": []}
                ```
                """);

        assertThat(reply)
                .isEqualTo(new ModelReply("Bien sûr.", "{\"items\": []}", "Refaire 8 m² de sol.", List.of(1, 2), true));
        assertThat(ModelReply.of("Bien sûr. ```json-turn {\"restatement\": "))
                .isEqualTo(new ModelReply("Bien sûr.", null, null, List.of(), false));
        assertThat(ModelReply.of("```sh\nls\n```").words()).contains("ls");
    }

    private static String lines(String block) {
        return draft(block).lines().stream()
                .map(l -> l.code() + "=" + l.quantity().toPlainString())
                .collect(Collectors.joining(" "));
    }

    private static PreQuoteDraft draft(String block) {
        return ((Outcome.Draft) read(block)).draft();
    }

    private static Outcome read(String block) {
        return QuoteBlock.read(block, SCHEMA, BOOK, "Refaire ma salle de bain", Dwelling.OVER_TWO_YEARS);
    }

    private static PriceItem item(String code, String label, PriceItem.Unit unit, String... synonyms) {
        return new PriceItem(
                code, "x", label, unit, 8_000, PriceItem.VatClass.STANDARD, List.of(synonyms), List.of(), null);
    }
}
