package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.AppointmentDraft;
import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.testkit.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Conversations, turn by turn. */
class DialogueTest {

    private static final Business.Standing TUESDAY_AT_TWO =
            new Business.Standing("apt_1", Business.Kind.APPOINTMENT, List.of("COUPE-F"), Salon.on(24, 14, 0), 1);

    private final Conversation talk =
            Conversation.with(new HairdresserAgent(), Salon.BOOK, Salon.open(), Locale.FRENCH);

    @Test
    void an_appointment_is_read_back_and_booked_on_a_yes() {
        talk.says("Je voudrais une coupe femme samedi matin");
        talk.says("le deuxième");
        var readBack = talk.says("Julie Petit, 06 12 34 56 78");

        assertThat(readBack.actions()).isEmpty();
        assertThat(text(readBack)).contains("samedi 21 novembre à 11 h 15, au nom de Julie Petit");
        assertThat(readBack.say()).contains(new Part.Prices(List.of("COUPE-F")));

        var draft = appointment(talk.says("Oui, je confirme"));

        assertThat(draft)
                .isEqualTo(new AppointmentDraft(
                        List.of("COUPE-F"),
                        Salon.on(21, 11, 15),
                        Duration.ofMinutes(45),
                        new OrderDraft.Caller("Julie Petit", "0612345678"),
                        "",
                        null));
    }

    @Test
    void services_are_done_one_after_the_other() {
        talk.says("Une couleur et une coupe femme mardi à 14h");
        talk.says("Mme Leroy");

        var draft = appointment(talk.says("oui"));

        assertThat(draft.services()).containsExactly("COULEUR", "COUPE-F");
        assertThat(draft.length()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void a_service_is_changed_and_another_taken_away() {
        talk.says("Une coupe femme et un brushing");
        assertThat(talk.says("finalement une coupe enfant").known().texts("services"))
                .containsExactly("COUPE-E");
        assertThat(talk.says("et un brushing").known().texts("services")).containsExactly("COUPE-E", "BRUSHING");
        assertThat(talk.says("non, pas de brushing").known().texts("services")).containsExactly("COUPE-E");
    }

    @Test
    void a_word_that_means_three_services_is_asked_about() {
        var turn = talk.says("Une coupe samedi à 14h");

        assertThat(touch(turn)).containsExactly("Coupe femme", "Coupe homme", "Coupe enfant");
        talk.says("Coupe homme");
        talk.says("Martin");
        assertThat(appointment(talk.says("oui")).startsAt()).isEqualTo(Salon.on(21, 14, 0));
    }

    @Test
    void at_most_three_free_times_are_offered_and_never_a_taken_one() {
        var turn = talk.says("Un brushing samedi avant 11h");

        assertThat(touch(turn)).containsExactly("samedi 21 novembre à 10 h 30", "samedi 21 novembre à 10 h 45");
        assertThat(touch(talk.says("plutôt la semaine prochaine"))).hasSize(3);
    }

    @Test
    void a_time_between_two_steps_is_not_booked_and_the_nearest_are_offered() {
        var turn = talk.says("Un brushing mardi à 10h07");

        assertThat(touch(turn))
                .containsExactly(
                        "mardi 24 novembre à 9 h 45", "mardi 24 novembre à 10 h", "mardi 24 novembre à 10 h 15");
        assertThat(text(talk.says("10h15"))).contains("À quel nom");
    }

    @Test
    void a_time_that_was_taken_meanwhile_is_not_booked_and_others_are_offered() {
        talk.says("Coupe homme mardi à 14h");
        talk.says("Martin");
        var before = talk.known();
        talk.says("oui");
        talk.changeBusiness(
                Salon.with(1, List.of(new Business.Taken(1, Salon.on(24, 13, 45), Salon.on(24, 14, 15))), List.of()));

        var again = talk.isAskedAgain("oui", before);

        assertThat(again.actions()).isEmpty();
        assertThat(text(again)).contains("vient d'être pris");
        assertThat(touch(again)).hasSize(3);
    }

    @Test
    void two_chairs_take_two_appointments_at_once() {
        var taken = new Business.Taken(1, Salon.on(24, 14, 0), Salon.on(24, 15, 0));
        talk.changeBusiness(Salon.with(2, List.of(taken), List.of()));

        assertThat(text(talk.says("Coupe homme mardi à 14h"))).contains("À quel nom");
    }

    @Test
    void an_appointment_is_moved_also_to_where_it_overlaps_itself() {
        talk.changeBusiness(Salon.with(
                1, List.of(new Business.Taken(1, Salon.on(24, 14, 0), Salon.on(24, 14, 45))), List.of(TUESDAY_AT_TWO)));
        talk.says("Je voudrais déplacer mon rendez-vous à mardi 14h30");
        var readBack = talk.says("Julie Petit");
        assertThat(text(readBack)).contains("déplacé au mardi 24 novembre à 14 h 30");

        var draft = appointment(talk.says("oui"));

        assertThat(draft.replaces()).isEqualTo("apt_1");
        assertThat(draft.services()).containsExactly("COUPE-F");
        assertThat(draft.startsAt()).isEqualTo(Salon.on(24, 14, 30));
    }

    @Test
    void an_appointment_is_cancelled_on_a_yes() {
        talk.changeBusiness(Salon.with(1, List.of(), List.of(TUESDAY_AT_TWO)));

        assertThat(text(talk.says("Quand est mon rendez-vous ?"))).contains("mardi 24 novembre à 14 h");
        assertThat(text(talk.says("Je dois annuler mon rendez-vous"))).contains("vraiment annuler");
        assertThat(talk.says("Oui, annuler").actions()).containsExactly(new Action.Cancel("apt_1"));
    }

    @Test
    void a_no_cancels_nothing() {
        talk.changeBusiness(Salon.with(1, List.of(), List.of(TUESDAY_AT_TWO)));
        talk.says("Je dois annuler mon rendez-vous");

        assertThat(talk.says("Non").actions()).isEmpty();
    }

    @Test
    void other_times_are_asked_for_after_the_reading_back() {
        talk.says("Coupe homme mardi à 14h, au nom de Martin");

        assertThat(text(talk.says("Un autre créneau"))).contains("Quel jour");
        assertThat(text(talk.says("jeudi à 15h"))).contains("jeudi 26 novembre à 15 h");
    }

    @Test
    void a_question_in_between_loses_nothing() {
        talk.says("Coupe homme mardi à 14h");

        var turn = talk.says("Combien de temps ça dure ?");

        assertThat(text(turn)).contains("30 min", "À quel nom");
        talk.says("Martin");
        assertThat(appointment(talk.says("oui")).startsAt()).isEqualTo(Salon.on(24, 14, 0));
    }

    @Test
    void a_service_without_a_length_is_a_persons() {
        assertThat(talk.says("Un chignon samedi").actions())
                .containsExactly(new Action.HandOver(HandOverReason.OUT_OF_SCOPE));
    }

    @Test
    void a_fraction_or_a_number_with_a_sign_is_survived_wherever_it_stands() {
        assertThat(text(talk.says("⒈ coupe homme dans ½ heure"))).contains("Quel jour");
        assertThat(text(talk.says("mardi à 14h½"))).contains("À quel nom");
    }

    @Test
    void a_question_that_is_not_of_the_trade_is_told_apart() {
        assertThat(talk.says("Avez-vous un parking ?").understanding()).isNotEqualTo(Turn.Understanding.UNDERSTOOD);
        assertThat(talk.says("azertyuiop").understanding()).isEqualTo(Turn.Understanding.NOT_UNDERSTOOD);
        assertThat(talk.says("Bonjour").understanding()).isEqualTo(Turn.Understanding.UNDERSTOOD);
    }

    @Test
    void who_is_not_understood_twice_gets_a_person() {
        assertThat(talk.says("azertyuiop").actions()).isEmpty();
        assertThat(talk.says("qsdfghjklm").actions())
                .containsExactly(new Action.HandOver(HandOverReason.NOT_UNDERSTOOD));
    }

    private static AppointmentDraft appointment(Turn turn) {
        return turn.actions().stream()
                .filter(Action.BookAppointment.class::isInstance)
                .map(action -> ((Action.BookAppointment) action).draft())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no appointment in " + turn));
    }

    private static String text(Turn turn) {
        return turn.say().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .reduce("", (one, other) -> one + "\n" + other);
    }

    private static List<String> touch(Turn turn) {
        return turn.say().stream()
                .filter(Part.QuickReplies.class::isInstance)
                .flatMap(part -> ((Part.QuickReplies) part).texts().stream())
                .toList();
    }
}
