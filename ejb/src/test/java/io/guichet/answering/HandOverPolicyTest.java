package io.guichet.answering;

import io.guichet.answering.HandOverPolicy.Signals;
import io.guichet.answering.HandOverPolicy.Thresholds;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandOverPolicyTest {

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
                "Get me a real person",
                "I need a human",
                "I'd like a representative"
            })
    void who_asks_for_a_person_gets_one(String text) {
        assertThat(HandOverPolicy.reason(saying(text))).contains("asked_for_a_person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je ne veux pas parler à un humain",
                "Une chambre pour une personne",
                "Nous sommes quatre personnes",
                "Quelqu'un passera-t-il mesurer ?",
                "Le responsable du syndic est d'accord",
                "I don't want to talk to a human",
                "A table for one person"
            })
    void who_only_mentions_one_does_not(String text) {
        assertThat(HandOverPolicy.reason(saying(text))).isEmpty();
    }

    @Test
    void what_the_agent_understood_as_asking_counts_as_well() {
        assertThat(HandOverPolicy.reason(signals("on verra ça ensemble", true, 0, null, List.of(), false)))
                .contains("asked_for_a_person");
    }

    @Test
    void a_word_of_the_tenants_calls_a_person_whatever_its_case_and_accents() {
        var words = List.of("Résiliation", "c++", " ");

        assertThat(HandOverPolicy.reason(signals("Je demande la RESILIATION.", false, 0, null, words, false)))
                .contains("keyword");
        assertThat(HandOverPolicy.reason(signals("un stage en C++ ?", false, 0, null, words, false)))
                .contains("keyword");
        assertThat(HandOverPolicy.reason(signals("les résiliations", false, 0, null, words, false)))
                .isEmpty();
    }

    @Test
    void an_intent_that_is_a_persons_calls_one() {
        assertThat(HandOverPolicy.reason(signals("un remboursement", false, 0, null, List.of(), true)))
                .contains("intent");
    }

    @Test
    void who_is_angry_gets_a_person_unless_the_tenant_does_not_want_it() {
        assertThat(HandOverPolicy.reason(saying("C'est inadmissible"))).contains("anger");
        assertThat(HandOverPolicy.reason(saying("C'est inadmissible"), new Thresholds(3, 0.35, false)))
                .isEmpty();
    }

    @Test
    void so_many_misunderstandings_in_a_row_are_enough() {
        assertThat(HandOverPolicy.reason(signals("bleu", false, 2, null, List.of(), false)))
                .isEmpty();
        assertThat(HandOverPolicy.reason(signals("bleu", false, 3, null, List.of(), false)))
                .contains("not_understood");
        assertThat(HandOverPolicy.reason(
                        signals("bleu", false, 1, null, List.of(), false), new Thresholds(1, 0.35, true)))
                .contains("not_understood");
    }

    @Test
    void an_answer_that_is_not_sure_enough_is_a_persons_to_give() {
        assertThat(HandOverPolicy.reason(signals("bleu", false, 0, 0.34, List.of(), false)))
                .contains("low_confidence");
        assertThat(HandOverPolicy.reason(signals("bleu", false, 0, 0.35, List.of(), false)))
                .isEmpty();
        assertThat(HandOverPolicy.reason(signals("bleu", false, 0, null, List.of(), false)))
                .isEmpty();
    }

    @Test
    void the_first_reason_that_holds_is_told() {
        var all = signals(
                "C'est inadmissible, passez-moi un responsable, résiliation",
                false,
                9,
                0.0,
                List.of("résiliation"),
                true);

        assertThat(HandOverPolicy.reason(all)).contains("asked_for_a_person");
    }

    @Test
    void a_text_of_thousands_of_characters_takes_no_time() {
        var text = "je veux ".repeat(1_000) + "parler a ".repeat(1_000);

        assertThat(HandOverPolicy.reason(saying(text))).isEmpty();
    }

    private static Signals saying(String text) {
        return signals(text, false, 0, null, List.of(), false);
    }

    private static Signals signals(
            String text,
            boolean asked,
            int notUnderstood,
            @Nullable Double confidence,
            List<String> keywords,
            boolean escalates) {
        return new Signals(text, Locale.FRENCH, asked, notUnderstood, confidence, keywords, escalates);
    }
}
