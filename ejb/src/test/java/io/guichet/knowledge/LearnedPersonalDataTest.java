package io.guichet.knowledge;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LearnedPersonalDataTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    EMAIL           | Écrivez à jean.martin@orange.fr
                    EMAIL           | c'est jean @ orange.fr
                    PHONE           | Appelez le 06 12 34 56 78
                    PHONE           | Appelez le 0612345678.
                    PHONE           | tél. +33 6 12 34 56 78
                    PHONE           | +33 (0)6.12.34.56.78 ou par mail
                    PHONE           | 01-23-45-67-89
                    ADDRESS         | J'habite 12 rue de la Paix
                    ADDRESS         | au 3 bis, avenue Foch
                    ADDRESS         | 27 impasse des Lilas, 69003 Lyon
                    NAME            | Mme Martin a demandé un devis
                    NAME            | c'est pour M. Durand
                    NAME            | demandez monsieur Petit
                    IBAN            | FR76 3000 6000 0112 3456 7890 189
                    IBAN            | mon iban FR7630006000011234567890189
                    IBAN            | DE89 3704 0044 0532 0130 00
                    CARD            | 4111 1111 1111 1111
                    CARD            | ma carte 5500005555555559
                    SOCIAL_SECURITY | 1 84 12 76 451 089 46
                    SOCIAL_SECURITY | n° 284127645108946
                    PLATE           | ma voiture AB-123-CD
                    PLATE           | le camion GH 456 JK
                    """)
    void what_tells_of_a_person_is_found(LearnedPersonalData.Kind kind, String text) {
        assertThat(LearnedPersonalData.in(text)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oui, nous intervenons le samedi matin.",
                "La pose de 10 m² de carrelage dure 2 jours.",
                "La TVA est de 10 % pour un logement de plus de 2 ans.",
                "Comptez 1 500 à 2 000 heures.",
                "Le chantier commence le 12 mars 2027.",
                "Ouvert de 8h30 à 12h et de 14h à 19h.",
                "Référence NF EN 13813",
                "Une place au soleil, un chemin de table",
                "Monsieur, bonjour",
                "Il faut 3 places de parking"
            })
    void what_is_general_is_not(String text) {
        assertThat(LearnedPersonalData.in(text)).isEmpty();
    }
}
