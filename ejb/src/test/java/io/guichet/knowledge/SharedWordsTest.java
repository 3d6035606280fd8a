package io.guichet.knowledge;

import io.guichet.knowledge.SharedWords.Piece;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedWordsTest {

    @Test
    void words_of_the_question_are_told_from_the_others_whatever_their_ending_and_accents() {
        var pieces = SharedWords.in("L’atelier est fermé le samedi.", "Etes-vous FERMEE les samedis ?");

        assertThat(pieces)
                .containsExactly(
                        new Piece("L’atelier est ", false),
                        new Piece("fermé", true),
                        new Piece(" le ", false),
                        new Piece("samedi", true),
                        new Piece(".", false));
    }

    @Test
    void put_together_the_pieces_are_the_text() {
        var text = "Été : <b>ouvert</b> l'e\u0301te\u0301 & l'hiver\n";

        assertThat(SharedWords.in(text, "ouvert l’été ?").stream()
                        .map(Piece::text)
                        .collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Test
    void what_every_question_has_is_not_shared() {
        assertThat(SharedWords.in("Vous pouvez payer ici.", "Comment pouvez-vous faire ?"))
                .containsExactly(new Piece("Vous pouvez payer ici.", false));
        assertThat(SharedWords.in("", "Comment ?")).isEmpty();
    }
}
