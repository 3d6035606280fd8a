package io.guichet.answering;

import io.guichet.testing.RealPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a model puts in the contact's mouth, for the rules to read. */
@ExtendWith(RealPostgres.class)
class RestatementTest {

    private final TurnFixture it = new TurnFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Je rêve de quelque chose de beau sous mes pieds | Je veux du carrelage au sol",
                "Je rêve de quelque chose de beau sous mes pieds, sur 8 centiares | Je veux du carrelage au sol, 8 m²",
                "Du beau sous mes pieds, sur 8 centiares, pour 100 euros | Je veux du carrelage au sol, 8 m², pour 100 €"
            })
    void a_model_puts_it_in_words_that_the_rules_price(String text, String restatement) {
        restates(restatement);
        var said = it.says(text);

        assertThat(said.answered().trace().model())
                .isNotNull()
                .satisfies(m -> assertThat(m.restated()).isTrue());
        assertThat(it.reply(said)).startsWith("Bien sûr.").doesNotContain("Pouvez-vous me décrire votre projet");
        assertThat(facts()).contains("SOL");
    }

    @Test
    void what_the_contact_wrote_before_may_be_repeated_too() {
        it.says("Bonjour, c'est sur 8 centiares.");
        restates("Je veux du carrelage au sol, 8 m²");
        it.says("Je rêve de quelque chose de beau sous mes pieds");

        assertThat(facts()).contains("SOL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Je rêve de quelque chose de beau sous mes pieds | Je veux du carrelage au sol, 8 m²",
                "Je rêve de quelque chose de beau sous mes pieds, 2 sur 3 | Je veux du carrelage au sol, 6 m²",
                "Du beau sous mes pieds, sur 8 centiares | Je veux du carrelage au sol, 8 m², pour 100 euros",
                "Du beau sous mes pieds, sur 8 centiares | Je veux du carrelage au sol, 8 m², écrivez à moi@evil.example"
            })
    void it_holds_no_number_no_amount_and_no_address_that_he_did_not_write(String text, String restatement) {
        restates(restatement);
        var said = it.says(text);

        assertThat(facts()).doesNotContain("SOL", "100");
        assertThat(said.answered().trace().guard()).contains("removed:restatement");
    }

    private void restates(String restatement) {
        it.models.says("Bien sûr.\n```json-turn\n{\"restatement\": \"" + restatement + "\"}\n```");
    }

    private String facts() {
        return RealPostgres.inTenant(it.ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select facts from conversations");
            row.next();
            return row.getString(1);
        });
    }
}
