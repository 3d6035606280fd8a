package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.Turn.Part;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What changes once it was said, before the pre-quote and after it. */
class CorrectionsTest extends BathroomScene {

    @Test
    void a_correction_of_the_surface_proposes_again() {
        quoted();

        assertThat(lines(draft(talk.says("finalement 10 m²"))))
                .isEqualTo("DEP-EXIST=1 PLO-BAIN=1 CAR-SOL=10 CAR-MUR=25 SAN-DITAL=1");
        assertThat(lines(draft(talk.says("non, plutôt 12"))))
                .isEqualTo("DEP-EXIST=1 PLO-BAIN=1 CAR-SOL=12 CAR-MUR=30 SAN-DITAL=1");
        assertThat(draft(talk.says("pardon, 9 m²")).dwelling()).isEqualTo(Dwelling.OVER_TWO_YEARS);
    }

    @Test
    void a_correction_with_no_is_no_answer_about_the_age() {
        talk.says(BATHROOM);
        talk.sends("", 1);

        assertThat(draft(talk.says("non, plutôt 12 m²")).dwelling()).isEqualTo(Dwelling.UNKNOWN);
    }

    @Test
    void works_are_added_after_the_pre_quote() {
        quoted();

        var draft = draft(talk.says("ajoutez la peinture du plafond"));

        assertThat(lines(draft)).isEqualTo(FIVE_LINES + " PEI-PLAF=8");
        assertThat(draft.requirements()).endsWith("peinture_plafond");
        assertThat(draft.projectType()).isEqualTo("renovation_salle_de_bain");
    }

    @Test
    void works_are_taken_away_after_the_pre_quote() {
        quoted();

        assertThat(lines(draft(talk.says("sans la dépose")))).isEqualTo("PLO-BAIN=1 CAR-SOL=8 CAR-MUR=20 SAN-DITAL=1");
        assertThat(lines(draft(talk.says("en fait pas de douche")))).isEqualTo("PLO-BAIN=1 CAR-SOL=8 CAR-MUR=20");
        assertThat(lines(draft(talk.says("enlevez le carrelage mural")))).isEqualTo("PLO-BAIN=1 CAR-SOL=8");
        assertThat(lines(draft(talk.says("finalement remettez la douche italienne"))))
                .isEqualTo("PLO-BAIN=1 CAR-SOL=8 SAN-DITAL=1");
    }

    @Test
    void works_that_change_hands_before_the_pre_quote_are_priced_once() {
        talk.says(BATHROOM);
        assertThat(texts(talk.says("en fait pas de douche"))).containsExactly(PHOTOS);

        assertThat(lines(draft(talk.says("pas de photo")))).isEqualTo("DEP-EXIST=1 PLO-BAIN=1 CAR-SOL=8 CAR-MUR=20");
    }

    @Test
    void thanks_change_nothing_and_show_nothing_again() {
        quoted();

        var turn = talk.says("merci");

        assertThat(turn.actions()).isEmpty();
        assertThat(turn.say()).doesNotContain(new Part.PreQuote());
    }

    @Test
    void late_photos_show_the_pre_quote_again() {
        quoted();

        assertThat(talk.sends("voici les photos", 2).say()).contains(new Part.PreQuote());
        assertThat(talk.says("voici les photos").say()).contains(new Part.PreQuote());
        assertThat(talk.sends("", 1).actions()).isEmpty();
    }
}
