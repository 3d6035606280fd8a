package io.guichet.answering;

import io.guichet.answering.models.ModelRequest;
import io.guichet.conversation.Conversations;
import io.guichet.quote.PreQuotes;
import io.guichet.testing.RealPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pre-quotes that a model writes. */
@ExtendWith(RealPostgres.class)
class TurnQuoteTest {

    private static final String ASSURED = "Êtes-vous assurés ?";
    private static final String PROJECT =
            "Pouvez-vous me décrire votre projet : quels travaux, dans quelle pièce, et quelle surface ?";
    private static final String SCHEMA =
            ",\"output_schemas\": {\"pre_quote\": {\"type\": \"object\", \"required\": [\"items\"], \"properties\":"
                    + " {\"items\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}}}}";

    private final TurnFixture it = new TurnFixture();

    @Test
    void a_pre_quote_of_a_model_has_the_books_prices() {
        it.configured(SCHEMA);
        it.models.says("Voici.\n```json-quote\n{\"items\": [{\"code\": \"SOL\", \"quantity\": 8, \"unit_price\": 0.01},"
                + " {\"label\": \"Piscine\", \"quantity\": 1}], \"total_ht\": 0.08}\n```");
        var said = it.says(ASSURED);

        assertThat(it.reply(said))
                .startsWith("Voici.")
                .contains("640,00", "Piscine")
                .doesNotContain("0,01", "0,08");
        var quote =
                it.wiring.get(PreQuotes.class).latest(it.ebp, it.conversation).orElseThrow();
        assertThat(quote.totalHt()).isEqualByComparingTo("640");
    }

    @Test
    void a_pre_quote_that_is_not_valid_is_asked_for_once_more_and_then_handed_to_a_person() {
        it.configured(SCHEMA);
        it.models.says("Voici.\n```json-quote\n{\"items\": 3}\n```");
        var said = it.says(ASSURED);

        assertThat(it.models.asked).hasSize(2);
        assertThat(it.models.asked.getLast().messages().getLast().text()).contains("items");
        assertThat(it.reply(said)).isEqualTo("Je préfère ne pas me tromper sur votre demande.");
        assertThat(status()).isEqualTo("waiting_for_person");
        assertThat(it.wiring.get(PreQuotes.class).latest(it.ebp, it.conversation))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "```json\n%s\n```", "```json-quote\n%s\n```"})
    void a_pre_quote_that_is_not_valid_is_asked_for_alone_by_its_schema(String written) {
        it.configured(SCHEMA);
        it.models.says(
                "Voici.\n```json-quote\n{\"items\": 3}\n```",
                written.formatted("{\"items\": [{\"code\": \"SOL\", \"quantity\": 8}]}"));
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Voici.").contains("640,00");
        assertThat(it.streamed.toString()).doesNotContain("items", "SOL");
        assertThat(said.answered().trace().guard()).containsExactly("refused:quote");
        assertThat(it.models.asked)
                .extracting(ModelRequest::jsonSchema)
                .satisfiesExactly(
                        first -> assertThat(first).isNull(),
                        second -> assertThat(second).contains("\"required\"", "items"));
    }

    @Test
    void words_that_may_not_leave_are_asked_for_without_a_schema() {
        it.configured(SCHEMA);
        it.models.says("Cela coûte 99 € par mois.", "Le prix vous sera dit avec le pré-devis.");
        it.says(ASSURED);

        assertThat(it.models.asked).extracting(ModelRequest::jsonSchema).containsOnlyNulls();
    }

    @Test
    void a_pre_quote_of_an_agent_that_makes_none_is_not_looked_at() {
        it.models.says("Voici.\n```json-quote\n{\"items\": [{\"code\": \"SOL\", \"quantity\": 8}]}\n```");

        assertThat(it.reply(it.says(ASSURED))).isEqualTo("Voici.\n\n" + PROJECT);
        assertThat(it.wiring.get(PreQuotes.class).latest(it.ebp, it.conversation))
                .isEmpty();
    }

    private String status() {
        return it.wiring.get(Conversations.class).get(it.ebp, it.conversation).status();
    }
}
