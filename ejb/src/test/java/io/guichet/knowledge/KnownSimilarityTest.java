package io.guichet.knowledge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which questions are one, and which only look alike: vectors, where there are any, say that all of these are near. */
class KnownSimilarityTest {

    private static final double VERY_NEAR = 0.97;

    private final KnownSimilarity similarity = new KnownSimilarity(0.86, 0.4, 0.85);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Quels sont vos tarifs ?                        | quels sont vos tarifs
                    Quels sont vos horaires ?                      | QUELS SONT VOS HORAIRES ???
                    Êtes-vous assurés ?                            | etes vous assures
                    Bonjour, êtes-vous assurés ? Merci !           | Êtes-vous assurés ?
                    Quel est le prix d'une coupe ?                 | Combien coûte une coupe ?
                    Faut-il prendre rendez-vous ?                  | Il faut prendre rdv ?
                    Est-ce que vous posez du carrelage ?           | Posez-vous le carrelage ?
                    Est-ce que vous posez du carelage ?            | Posez-vous le carrelage ?
                    Puis-je venir sans rendez-vous ?               | Je peux venir sans rdv ?
                    Intervenez-vous le samedi ?                    | Vous intervenez les samedis ?
                    La pose de 10 m² de parquet, c'est possible ?  | Possible, la pose de 10 m2 de parquet ?
                    Combien de temps pour deux pièces ?            | Combien de temps pour 2 pièces ?
                    What are your prices?                          | what are the prices
                    """)
    void by_words_alone_these_are_one_question(String asked, String known) {
        assertThat(similarity.question(KnownSentence.of(asked), KnownSentence.of(known), false, null))
                .as("%s / %s", KnownSentence.of(asked), KnownSentence.of(known))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Puis-je venir avec rendez-vous ?               | Puis-je venir sans rendez-vous ?
                    Avez-vous des plats avec gluten ?              | Avez-vous des plats sans gluten ?
                    Combien pour peindre 10 m² ?                   | Combien pour peindre 100 m² ?
                    Combien pour peindre 10 m² ?                   | Combien pour peindre ?
                    Combien pour deux chambres ?                   | Combien pour trois chambres ?
                    Êtes-vous ouverts le lundi ?                   | Êtes-vous ouverts le mardi ?
                    Êtes-vous ouverts le soir ?                    | Êtes-vous ouverts le midi ?
                    Êtes-vous ouverts le lundi ?                   | Êtes-vous fermés le lundi ?
                    Coupe homme, quel prix ?                       | Coupe femme, quel prix ?
                    Peinture intérieure, quel prix ?               | Peinture extérieure, quel prix ?
                    Puis-je annuler mon rendez-vous ?              | Puis-je déplacer mon rendez-vous ?
                    Puis-je payer par carte ?                      | Puis-je payer par chèque ?
                    Faut-il payer avant les travaux ?              | Faut-il payer après les travaux ?
                    La peinture n'est pas comprise ?               | La peinture est comprise ?
                    Jamais de supplément ?                         | Un supplément ?
                    Is it possible to pay with a card?             | Is it possible to pay without a card?
                    """)
    void however_near_their_vectors_are_these_are_two_questions(String asked, String known) {
        assertThat(similarity.question(KnownSentence.of(asked), KnownSentence.of(known), false, VERY_NEAR))
                .as("%s / %s", KnownSentence.of(asked), KnownSentence.of(known))
                .isEmpty();
    }

    @Test
    void vectors_find_what_shares_some_words_and_not_what_shares_none() {
        var known = KnownSentence.of("Proposez-vous un nettoyage après le chantier ?");

        assertThat(similarity.question(KnownSentence.of("Le chantier est-il nettoyé après ?"), known, false, VERY_NEAR))
                .isPresent();
        assertThat(similarity.question(KnownSentence.of("Rangez-vous tout ?"), known, false, VERY_NEAR))
                .isEmpty();
    }

    @Test
    void a_general_answer_holds_for_a_day_and_a_number_that_are_asked_of() {
        var known = KnownSentence.of("Acceptez-vous les groupes ?");

        assertThat(similarity.question(KnownSentence.of("Acceptez-vous les groupes de 20 samedi ?"), known, true, null))
                .isPresent();
        assertThat(similarity.question(
                        KnownSentence.of("Acceptez-vous les groupes de 20 samedi ?"), known, false, null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Bonjour, je voudrais réserver une table pour 4 personnes demain soir | Je voudrais réserver une table
                    Est-ce que vous pourriez annuler mon rendez-vous de jeudi ?          | Je veux annuler mon rendez-vous
                    J'ai une fuite d'eau sous mon évier depuis ce matin                  | J'ai une fuite d'eau
                    je veux parler à un humain maintenant                                | Je veux parler à un humain
                    """)
    void a_sentence_means_what_an_example_says_whatever_else_it_tells(String asked, String example) {
        assertThat(similarity.intent(KnownSentence.of(asked), KnownSentence.of(example), null))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Je ne veux pas annuler mon rendez-vous      | Je veux annuler mon rendez-vous
                    Je voudrais peindre mon salon               | Je voudrais réserver une table
                    Je voudrais prendre un rendez-vous          | Je voudrais annuler mon rendez-vous
                    """)
    void a_sentence_that_denies_it_or_says_less_means_something_else(String asked, String example) {
        assertThat(similarity.intent(KnownSentence.of(asked), KnownSentence.of(example), VERY_NEAR))
                .isEmpty();
    }

    @Test
    void what_says_nothing_is_like_nothing() {
        var nothing = KnownSentence.of("Bonjour, s'il vous plaît ! 😀");

        assertThat(nothing.isEmpty()).isTrue();
        assertThat(similarity.question(nothing, nothing, false, 1.0)).isEmpty();
    }
}
