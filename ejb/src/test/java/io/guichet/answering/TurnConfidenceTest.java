package io.guichet.answering;

import io.guichet.conversation.Conversations;
import io.guichet.conversation.Support;
import io.guichet.conversation.SupportHours;
import io.guichet.conversation.SupportSettings;
import io.guichet.knowledge.DetectedIntent;
import io.guichet.knowledge.KnownAnswer;
import io.guichet.testing.RealPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.guichet.answering.FakeKnowledge.passage;
import static org.assertj.core.api.Assertions.assertThat;

/** How sure an answer is, and when a person is called for because it is less sure than the tenant wants. */
@ExtendWith(RealPostgres.class)
class TurnConfidenceTest {

    private static final String ASSURED = "Êtes-vous assurés ?";

    private final TurnFixture it = new TurnFixture();

    @ParameterizedTest
    @CsvSource({"0.35, open", "0.92, open", "0.94, waiting_for_person"})
    void an_answer_of_a_person_is_as_sure_as_its_question_is_near(double threshold, String status) {
        isCalledBelow(threshold);
        it.knowledge.answers(KnownAnswer.Kind.FREQUENT, "Oui, en décennale.");

        assertThat(it.says(ASSURED).answered().trace().confidence()).isEqualTo(0.93);
        assertThat(status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0.35, open", "0.89, open", "0.91, waiting_for_person"})
    void an_intents_answer_is_as_sure_as_its_example_is_near(double threshold, String status) {
        isCalledBelow(threshold);
        it.knowledge.isAbout(new DetectedIntent("assurance", 0.9, false, "Oui, en décennale."));

        assertThat(it.says(ASSURED).answered().trace().confidence()).isEqualTo(0.9);
        assertThat(status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0.35, open", "0.5, open", "0.6, waiting_for_person"})
    void a_documents_answer_is_as_sure_as_its_passage_is_near(double threshold, String status) {
        isCalledBelow(threshold);
        it.knowledge.has(0.55, passage("CGV", "Nous sommes assurés.", null));
        var said = it.says(ASSURED);

        assertThat(it.reply(said)).startsWith("Nous sommes assurés.");
        assertThat(status()).isEqualTo(status);
        assertThat(said.answered().trace().handedOver(null).confidence()).isEqualTo(0.55);
    }

    @ParameterizedTest
    @CsvSource({"0.35, '{\"sources\": [1]}', open", "0.45, '{\"sources\": [1]}', waiting_for_person", "1, {}, open"})
    void a_model_is_as_sure_as_the_documents_that_it_names(double threshold, String about, String status) {
        isCalledBelow(threshold);
        it.knowledge.has(0.4, passage("CGV", "Nous sommes assurés.", null));
        it.models.says("Oui, tout à fait.\n```json-turn\n" + about + "\n```");
        it.says(ASSURED);

        assertThat(status()).isEqualTo(status);
    }

    @Test
    void a_model_that_could_not_answer_is_not_sure_at_all() {
        it.knowledge.has(true, passage("CGV", "Nous sommes assurés.", null));
        it.models.says("Je ne sais pas.\n```json-turn\n{\"unsure\": true}\n```");

        assertThat(it.says(ASSURED).answered().trace().confidence()).isZero();
        assertThat(status()).isEqualTo("waiting_for_person");
    }

    private void isCalledBelow(double threshold) {
        it.wiring
                .get(Support.class)
                .replace(it.ebp, new SupportSettings(SupportHours.UNKNOWN, List.of(), 3, threshold, true));
    }

    private String status() {
        return it.wiring.get(Conversations.class).get(it.ebp, it.conversation).status();
    }
}
