package io.guichet.answering;

import io.guichet.answering.HandOverPolicy.Signals;
import io.guichet.answering.HandOverPolicy.Thresholds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandOverPolicyTest {

    private static final Thresholds USUAL = new Thresholds(3, 0.35, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je veux parler à un humain",
                "Puis-je parler avec quelqu'un ?",
                "Je voudrais parler à une vraie personne",
                "Passez-moi un conseiller",
                "Mettez-moi en relation avec un conseiller",
                "Je préfère avoir un conseiller",
                "I want to talk to a human",
                "Can I speak to someone?",
                "Je ne veux pas d'un robot, je veux parler à un humain",
                "Je ne veux pas attendre, passez-moi un conseiller",
                "Une douche sans receveur, et puis-je parler à quelqu'un ?",
                "Je ne souhaite pas de devis mais parler à un conseiller",
                "Je n'ai pas pu parler à quelqu'un",
                "Je n'ai pas encore parlé à un conseiller, puis-je parler à quelqu'un ?",
                "Je n'ai pas encore réussi à parler à un humain",
                "Je n’ai pas réussi à parler à quelqu’un",
                "Je ne veux pas attendre pour parler à un humain",
                "Je n'ai pas envie d'attendre pour parler à quelqu'un",
                "I don't want to wait to speak to a human",
                "I don't want a bot, I want to talk to a human",
                "I do not need a quote. Can I speak to someone?",
                "Get me a real person",
                "I need a human",
                "I'd like a representative"
            })
    void who_asks_for_a_person_gets_one(String text) {
        assertThat(HandOverPolicy.reason(saying(text), USUAL)).contains("asked_for_a_person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je ne veux pas parler à un humain",
                "Une chambre pour une personne",
                "Nous sommes quatre personnes",
                "Quelqu'un passera-t-il mesurer ?",
                "Le responsable du syndic est d'accord",
                "Pas besoin de parler à un conseiller",
                "Je n'ai pas envie de parler avec quelqu'un",
                "Je n'ai pas besoin de parler à un conseiller",
                "Peut-on avoir un prix sans parler à un commercial ou à un humain ?",
                "Un devis sans parler à quelqu'un",
                "I don't want to talk to a human",
                "Please don't transfer me to a person",
                "A table for one person"
            })
    void who_only_mentions_one_does_not(String text) {
        assertThat(HandOverPolicy.reason(saying(text), USUAL)).isEmpty();
    }

    @Test
    void a_word_of_the_tenants_calls_a_person_whatever_its_case_and_accents() {
        var words = List.of("Résiliation", "c++", " ");

        assertThat(HandOverPolicy.reason(new Signals("Je demande la RESILIATION.", 0, null, words, false), USUAL))
                .contains("keyword");
        assertThat(HandOverPolicy.reason(new Signals("un stage en C++ ?", 0, null, words, false), USUAL))
                .contains("keyword");
        assertThat(HandOverPolicy.reason(new Signals("les résiliations", 0, null, words, false), USUAL))
                .isEmpty();
    }

    @Test
    void an_intent_that_is_a_persons_calls_one() {
        assertThat(HandOverPolicy.reason(new Signals("un remboursement", 0, null, List.of(), true), USUAL))
                .contains("intent");
    }

    @Test
    void who_is_angry_gets_a_person_unless_the_tenant_does_not_want_it() {
        assertThat(HandOverPolicy.reason(saying("C'est inadmissible"), USUAL)).contains("anger");
        assertThat(HandOverPolicy.reason(saying("C'est inadmissible"), new Thresholds(3, 0.35, false)))
                .isEmpty();
    }

    @Test
    void so_many_misunderstandings_in_a_row_are_enough() {
        assertThat(HandOverPolicy.reason(new Signals("bleu", 2, null, List.of(), false), USUAL))
                .isEmpty();
        assertThat(HandOverPolicy.reason(new Signals("bleu", 3, null, List.of(), false), USUAL))
                .contains("not_understood");
        assertThat(HandOverPolicy.reason(new Signals("bleu", 1, null, List.of(), false), new Thresholds(1, 0.35, true)))
                .contains("not_understood");
    }

    @Test
    void an_answer_that_is_not_sure_enough_is_a_persons_to_give() {
        assertThat(HandOverPolicy.reason(new Signals("bleu", 0, 0.34, List.of(), false), USUAL))
                .contains("low_confidence");
        assertThat(HandOverPolicy.reason(new Signals("bleu", 0, 0.35, List.of(), false), USUAL))
                .isEmpty();
        assertThat(HandOverPolicy.reason(new Signals("bleu", 0, null, List.of(), false), USUAL))
                .isEmpty();
    }

    @Test
    void the_first_reason_that_holds_is_told() {
        var all = new Signals(
                "C'est inadmissible, passez-moi un responsable, résiliation", 9, 0.0, List.of("résiliation"), true);

        assertThat(HandOverPolicy.reason(all, USUAL)).contains("asked_for_a_person");
    }

    @Test
    void a_text_of_thousands_of_characters_takes_no_time() {
        var text = "je veux ".repeat(1_000) + "parler a ".repeat(1_000);

        assertThat(HandOverPolicy.reason(saying(text), USUAL)).isEmpty();
    }

    private static Signals saying(String text) {
        return new Signals(text, 0, null, List.of(), false);
    }
}
