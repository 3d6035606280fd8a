package io.guichet.answering;

import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.Turn.Understanding;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComposeTest {

    private static final Part EXCUSE = new Part.Text("Je n'ai pas compris.");
    private static final Part NEXT = new Part.Text("Quelle surface ?");
    private static final Part TOUCH = new Part.QuickReplies(List.of("8 m²"));
    private static final Facts BEFORE = Facts.NONE.with("asked", new Fact.Text("before"));
    private static final Facts AFTER = Facts.NONE.with("asked", new Fact.Text("after"));

    @Test
    void an_answer_takes_the_place_of_the_excuse_and_what_was_known_stays() {
        var turn = Compose.answered("Oui.", turn(Understanding.QUESTION, List.of(EXCUSE, NEXT, TOUCH)), BEFORE);

        assertThat(turn.say()).containsExactly(new Part.Text("Oui."), NEXT, TOUCH);
        assertThat(turn.known()).isEqualTo(BEFORE);
    }

    @Test
    void where_something_was_learned_the_answer_comes_before_it() {
        var turn = Compose.answered("Oui.", turn(Understanding.PARTLY, List.of(NEXT, TOUCH)), BEFORE);

        assertThat(turn.say()).containsExactly(new Part.Text("Oui."), NEXT, TOUCH);
        assertThat(turn.known()).isEqualTo(AFTER);
    }

    @Test
    void what_was_answered_is_not_handed_over_as_not_understood() {
        var gone =
                turn(Understanding.NOT_UNDERSTOOD, List.of(EXCUSE), new Action.HandOver(HandOverReason.NOT_UNDERSTOOD));

        assertThat(Compose.answered("Oui.", gone, BEFORE).actions()).isEmpty();
        assertThat(Compose.answered("Oui.", gone, BEFORE).say()).containsExactly(new Part.Text("Oui."));
    }

    @Test
    void a_hand_over_for_another_reason_stays() {
        var action = new Action.HandOver(HandOverReason.OUT_OF_SCOPE);

        assertThat(Compose.answered("Oui.", turn(Understanding.PARTLY, List.of(NEXT), action), BEFORE)
                        .actions())
                .containsExactly(action);
    }

    @Test
    void an_agent_that_does_something_has_learned_something_whatever_it_says() {
        var turn = turn(Understanding.NOT_UNDERSTOOD, List.of(NEXT, TOUCH), new Action.CompleteProject());

        assertThat(Compose.answered("Oui.", turn, BEFORE).say()).containsExactly(new Part.Text("Oui."), NEXT, TOUCH);
    }

    @Test
    void the_next_question_is_the_last_text() {
        assertThat(Compose.nextQuestion(turn(Understanding.QUESTION, List.of(EXCUSE, NEXT, TOUCH))))
                .isEqualTo("Quelle surface ?");
        assertThat(Compose.nextQuestion(turn(Understanding.QUESTION, List.of(EXCUSE))))
                .isEmpty();
    }

    @Test
    void of_a_message_in_other_words_prices_alone_are_taken() {
        assertThat(Compose.onlyPrices(turn(Understanding.UNDERSTOOD, List.of(NEXT), new Action.CompleteProject())))
                .isTrue();
        assertThat(Compose.onlyPrices(turn(Understanding.UNDERSTOOD, List.of(NEXT), new Action.Cancel("ord_1"))))
                .isFalse();
        assertThat(Compose.onlyPrices(turn(
                        Understanding.UNDERSTOOD,
                        List.of(NEXT),
                        new Action.HandOver(HandOverReason.ASKED_FOR_A_PERSON))))
                .isFalse();
    }

    private static Turn turn(Understanding understanding, List<Part> say, Action... actions) {
        return new Turn(say, AFTER, List.of(actions), understanding);
    }
}
