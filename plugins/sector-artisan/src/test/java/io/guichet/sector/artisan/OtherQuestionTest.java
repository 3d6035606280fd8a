package io.guichet.sector.artisan;

import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Understanding;
import io.guichet.testkit.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much of a message the agent says that it understood. */
class OtherQuestionTest {

    private final Conversation talk = Conversation.with(new ArtisanAgent(), ExpertBtp.BOOK);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Êtes-vous assurés ?                                          | QUESTION
            êtes-vous assurés                                            | QUESTION
            Vous intervenez à Lyon ?                                     | QUESTION
            Vous intervenez à Lyon                                       | QUESTION
            Bonjour, êtes-vous assurés ?                                 | QUESTION
            Bonjour ! Quels sont vos délais ?                            | QUESTION
            Travaillez-vous le samedi ?                                  | QUESTION
            Est-ce que vous avez la garantie décennale ?                 | QUESTION
            Do you work on Saturdays?                                    | QUESTION
            Are you insured                                              | QUESTION
            Acceptez-vous les chèques ?                                  | QUESTION
            Je veux refaire ma salle de bain. Intervenez-vous à Lyon ?   | PARTLY
            8 m² de carrelage au sol ; êtes-vous assurés ?               | PARTLY
            Merci, et vous êtes assurés ?                                | PARTLY
            blablabla turlututu                                          | NOT_UNDERSTOOD
            Bonjour                                                      | UNDERSTOOD
            Combien ça coûte ?                                           | UNDERSTOOD
            Vous faites le carrelage ?                                   | UNDERSTOOD
            Je voudrais refaire ma salle de bain de 8 m²                 | UNDERSTOOD
            Pouvez-vous refaire ma salle de bain ?                       | UNDERSTOOD
            Je veux parler à quelqu'un                                   | UNDERSTOOD
            """)
    void a_first_message_says_how_much_was_understood(String text, Understanding understanding) {
        assertThat(talk.says(text).understanding()).isEqualTo(understanding);
    }

    @Test
    void the_excuse_is_the_first_text_and_the_question_another() {
        assertThat(talk.says("Êtes-vous assurés ?").say())
                .filteredOn(p -> p instanceof Turn.Part.Text)
                .hasSizeGreaterThan(1);
    }

    @Test
    void where_a_price_is_shown_nothing_takes_its_place() {
        talk.says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        talk.says("Oui, plus de deux ans");
        var turn = talk.says("Êtes-vous assurés ?");

        assertThat(turn.actions()).anyMatch(a -> a instanceof Turn.Action.ProposePreQuote);
        assertThat(turn.understanding()).isEqualTo(Understanding.PARTLY);
    }

    @Test
    void after_the_pre_quote_a_question_is_one() {
        talk.says("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        talk.says("Oui, plus de deux ans");
        talk.sends("", 2);

        assertThat(talk.says("Êtes-vous assurés ?").understanding()).isEqualTo(Understanding.QUESTION);
    }
}
