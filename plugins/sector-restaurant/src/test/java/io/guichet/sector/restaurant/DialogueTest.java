package io.guichet.sector.restaurant;

import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.OrderDraft;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.HandOverReason;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnContext;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testkit.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Conversations, turn by turn. */
class DialogueTest {

    private final Conversation talk =
            Conversation.with(new RestaurantAgent(), Bistro.BOOK, Bistro.open(), Locale.FRENCH);

    @Test
    void an_order_is_read_back_and_placed_on_a_yes() {
        talk.says("Deux margherita et un tiramisu pour 19h30 à emporter");
        var readBack = talk.says("Martin, 06 12 34 56 78");

        assertThat(readBack.actions()).isEmpty();
        assertThat(text(readBack)).contains("vendredi 20 novembre à 19 h 30, au nom de Martin");
        assertThat(readBack.say()).anyMatch(Part.Order.class::isInstance);

        var placed = talk.says("Oui, je confirme");

        var draft = order(placed);
        assertThat(draft.lines())
                .containsExactly(new OrderDraft.Line("PIZ-MARG", 2), new OrderDraft.Line("DES-TIRA", 1));
        assertThat(draft.fetchAt()).isEqualTo(Bistro.on(20, 19, 30));
        assertThat(draft.contact()).isEqualTo(new OrderDraft.Caller("Martin", "0612345678"));
        assertThat(placed.known().texts("lines")).isEmpty();
    }

    @Test
    void a_second_yes_places_nothing_again() {
        orderFor("19h30");
        talk.says("oui");

        assertThat(talk.says("oui").actions()).isEmpty();
        assertThat(text(talk.says("merci"))).contains("à bientôt");
    }

    @Test
    void dishes_are_corrected_added_and_taken_away() {
        talk.says("Deux margherita et un tiramisu");
        assertThat(talk.says("finalement trois margherita").known().texts("lines"))
                .containsExactly("PIZ-MARG=3", "DES-TIRA=1");
        assertThat(talk.says("ajoutez deux tiramisu").known().texts("lines"))
                .containsExactly("PIZ-MARG=3", "DES-TIRA=3");
        assertThat(talk.says("une margherita de moins").known().texts("lines"))
                .containsExactly("PIZ-MARG=2", "DES-TIRA=3");
        assertThat(talk.says("enlevez le tiramisu et mettez une regina").known().texts("lines"))
                .containsExactly("PIZ-MARG=2", "PIZ-REGINA=1");
        assertThat(talk.says("une calzone à la place de la regina").known().texts("lines"))
                .containsExactly("PIZ-MARG=2", "PIZ-CALZ=1");
    }

    @Test
    void a_time_outside_the_opening_hours_gets_the_next_ones() {
        talk.says("Une margherita");

        var turn = talk.says("à 16h");

        assertThat(text(turn)).contains("fermés", "vendredi 20 novembre à 19 h");
        assertThat(touch(turn))
                .containsExactly(
                        "vendredi 20 novembre à 19 h",
                        "vendredi 20 novembre à 19 h 15",
                        "vendredi 20 novembre à 19 h 30");
        assertThat(text(talk.says("vendredi 20 novembre à 19 h 15"))).contains("À quel nom");
    }

    @Test
    void a_time_that_has_passed_is_not_taken() {
        assertThat(text(talk.says("Une margherita à 9h du matin"))).contains("déjà passée");
        assertThat(text(talk.says("hier à 20h"))).contains("déjà passée");
    }

    @Test
    void the_kitchen_needs_its_time() {
        talk.changeBusiness(Bistro.at(Bistro.on(20, 12, 0), List.of()));

        assertThat(text(talk.says("Une margherita à 12h15"))).contains("trop tôt", "12 h 30");
    }

    @Test
    void an_order_is_fetched_at_the_next_step_and_before_it_closes() {
        assertThat(text(talk.says("Une margherita demain à 19h37, au nom de Martin")))
                .contains("samedi 21 novembre à 19 h 45");
        assertThat(text(talk.says("demain à 14h55"))).contains("samedi 21 novembre à 14 h 45");
        assertThat(order(talk.says("oui")).fetchAt()).isEqualTo(Bistro.on(21, 14, 45));
    }

    @Test
    void what_is_read_back_too_late_gets_another_time() {
        orderFor("19h30");
        talk.changeBusiness(Bistro.at(Bistro.on(20, 19, 20), List.of()));

        var turn = talk.says("oui");

        assertThat(turn.actions()).isEmpty();
        assertThat(text(turn)).contains("trop tôt", "20 h");
    }

    @Test
    void a_dish_that_is_sold_out_is_not_ordered() {
        var turn = talk.says("Une tarte aux pommes et une margherita à 20h");

        assertThat(text(turn)).contains("n'est plus disponible");
        talk.says("Martin");
        assertThat(order(talk.says("oui")).lines()).containsExactly(new OrderDraft.Line("PIZ-MARG", 1));
    }

    @Test
    void an_allergy_goes_to_the_kitchen_as_it_was_said() {
        talk.says("Je suis allergique aux noix");
        orderFor("20h");

        assertThat(order(talk.says("oui")).note()).isEqualTo("Je suis allergique aux noix");
    }

    @Test
    void a_question_in_between_loses_nothing() {
        talk.says("Deux margherita pour 20h");

        var turn = talk.says("Vous êtes ouverts dimanche ?");

        assertThat(text(turn)).contains("dimanche 22 novembre", "À quel nom");
        talk.says("Martin");
        assertThat(order(talk.says("oui")).fetchAt()).isEqualTo(Bistro.on(20, 20, 0));
    }

    @Test
    void an_order_is_dropped_before_it_is_placed() {
        orderFor("20h");

        var turn = talk.says("Annuler");

        assertThat(turn.actions()).isEmpty();
        assertThat(turn.known().texts("lines")).isEmpty();
    }

    @Test
    void an_order_that_was_placed_is_cancelled_on_a_yes() {
        var standing =
                new Business.Standing("ord_1", Business.Kind.ORDER, List.of("PIZ-MARG"), Bistro.on(20, 20, 0), 0);
        talk.changeBusiness(Bistro.at(Bistro.on(20, 10, 0), List.of(standing)));

        assertThat(text(talk.says("je veux annuler ma commande"))).contains("vraiment annuler");
        assertThat(talk.says("Oui, annuler").actions()).containsExactly(new Action.Cancel("ord_1"));
    }

    @Test
    void an_order_that_is_prepared_is_cancelled_by_a_person_alone() {
        orderFor("20h");
        talk.says("oui");

        assertThat(text(talk.says("annulez ma commande"))).contains("ne peut plus être annulée");
    }

    @Test
    void summer_time_ends_and_the_order_is_fetched_by_the_clock_on_the_wall() {
        talk.changeBusiness(Bistro.at(Instant.parse("2027-03-27T09:00:00Z"), List.of()));
        talk.says("Une margherita pour demain à 12h30");
        talk.says("Martin");

        assertThat(order(talk.says("oui")).fetchAt()).isEqualTo(Instant.parse("2027-03-28T10:30:00Z"));
    }

    @Test
    void a_name_that_the_tenant_vouches_for_is_not_asked() {
        var context = new TurnContext(Map.of("name", "Mme Leroy"), Map.of("name", "Somebody"));
        var request = new TurnRequest(
                Locale.FRENCH, "Une regina pour 20h", 0, 0, Facts.NONE, Bistro.BOOK, "Bistro", context, Bistro.open());

        assertThat(text(new RestaurantAgent().answer(request))).contains("au nom de Mme Leroy");
    }

    @Test
    void a_fraction_or_a_number_with_a_sign_is_survived_wherever_it_stands() {
        assertThat(talk.says("1½ margherita et ⒈ tiramisu").known().texts("lines"))
                .containsExactly("PIZ-MARG=1", "DES-TIRA=1");
        assertThat(text(talk.says("dans ½ heure"))).contains("pas bien compris");
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

    private void orderFor(String time) {
        talk.says("Deux margherita pour " + time);
        talk.says("Martin");
    }

    private static OrderDraft order(Turn turn) {
        return turn.actions().stream()
                .filter(Action.PlaceOrder.class::isInstance)
                .map(action -> ((Action.PlaceOrder) action).draft())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no order in " + turn));
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
