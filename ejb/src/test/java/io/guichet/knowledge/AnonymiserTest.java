package io.guichet.knowledge;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of a text before others may read it: nothing that is somebody's. */
class AnonymiserTest {

    private final Anonymiser anonymiser = new Anonymiser(
            List.of(
                    "Durant Peinture",
                    "durant-peinture",
                    "Peinture à l'Œuf",
                    "Boulangerie Martin",
                    "durant.example",
                    "DUR-001"),
            List.of("Claire Aubry", "Jean Durant"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jean.martin@orange.fr   | Écrivez à jean.martin@orange.fr pour un devis
                    orange                  | Écrivez à contact @ orange.fr pour un devis
                    0612345678              | Appelez le 0612345678 pour un devis
                    34 56                   | Appelez le 06 12 34 56 78 pour un devis
                    33                      | Appelez le +33 6 12 34 56 78 pour un devis
                    3000                    | Versez l'acompte sur FR76 3000 6000 0112 3456 7890 189
                    FR76                    | Versez l'acompte sur FR7630006000011234567890189 avant
                    4111                    | La carte 4111 1111 1111 1111 est refusée
                    AB-123-CD               | Le camion AB-123-CD passe demain
                    GH 456 JK               | Le camion GH 456 JK passe demain
                    1234 ABC 75             | La voiture 1234 ABC 75 est devant la maison
                    120                     | La pose coûte 120 € par jour
                    1 500                   | Comptez 1 500 euros de travaux
                    450,00                  | Le prix est de 450,00 EUR
                    99                      | It costs £99 a day
                    rue de la Paix          | Venez au 12 rue de la Paix pour le devis
                    Foch                    | Nous sommes avenue Foch près de la gare
                    Lilas                   | Le chantier est impasse des Lilas
                    69003                   | Le code est 69003 pour la livraison
                    Lyon                    | Nous travaillons à Lyon et autour
                    lyon                    | nous travaillons à lyon et autour
                    Villeurbanne            | Nous livrons à Villeurbanne le samedi
                    Martin                  | Demandez Martin à l'accueil
                    martin                  | demandez martin à l'accueil
                    Petit                   | Demandez M. Petit à l'accueil
                    petit                   | demandez mme petit à l'accueil
                    Rose                    | Rose vous donne les horaires
                    Claire                  | Claire vous donne les horaires
                    claire                  | claire donne les horaires
                    Aubry                   | Pour un devis, voyez Aubry
                    Durant Peinture         | Durant Peinture pose le carrelage
                    durant                  | chez durant peinture la pose est rapide
                    DURANT                  | Chez DURANT PEINTURE la pose est rapide
                    durant-peinture         | Voyez le site durant-peinture pour les prix
                    durant.example          | Voyez le site durant.example pour les prix
                    œuf                     | chez peinture à l'œuf la pose est rapide
                    oeuf                    | chez peinture a l'oeuf la pose est rapide
                    DUR-001                 | Donnez le code DUR-001 pour la remise
                    https                   | Le formulaire est sur https://durant.example/devis?id=42
                    www                     | Le formulaire est sur www.mon-site-perso.com
                    12/03/1980              | Il est né le 12/03/1980 et demande un devis
                    Placomur                | Nous posons du Placomur sur les murs
                    Kévin                   | Kévin pose le carrelage demain
                    Benali                  | Le salon de Nadia Benali est fermé
                    Nguyen                  | La pose est faite par Nguyen demain
                    O'Connor                | La pose est faite par O'Connor demain
                    محمد                    | La pose est faite par محمد demain
                    дмитрий                 | La pose est faite par дмитрий demain
                    Дмитрий                 | Дмитрий vous donne les horaires
                    王伟                    | La pose est faite par 王伟 demain
                    王                      | La pose est faite par 王 demain
                    王伟                    | La pose est faite chez王伟 demain
                    王伟                    | Venez Lundi王伟 pour le devis
                    øle                     | La pose est faite par øle demain
                    ٠٦١٢                    | Appelez le m٠٦١٢ pour un devis
                    ٠٦١٢٣٤٥٦٧٨              | Appelez le ٠٦١٢٣٤٥٦٧٨ pour un devis
                    """)
    void what_is_somebodys_is_gone(String taken, String text) {
        assertThat(anonymiser.anonymised(text).text()).doesNotContain(taken).contains(Anonymiser.HOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oui, nous intervenons le samedi matin, sur rendez-vous.",
                "La pose de 10 m² de carrelage prend environ deux jours.",
                "La TVA est de 10 % pour un logement de plus de 2 ans.",
                "Il faut laisser sécher 48 heures avant de repeindre les murs.",
                "La garantie décennale couvre les dommages importants pendant dix ans.",
                "Vous pouvez annuler votre réservation jusqu'à la veille.",
                "Un test d'allergie est nécessaire avant une coloration.",
                "Les animaux sont acceptés en terrasse.",
                "Le devis est gratuit et sans engagement.",
                "Yes, we are open on Saturday morning."
            })
    void what_is_general_stays_as_it_was(String text) {
        assertThat(anonymiser.anonymised(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Chez Durant™Peinture la pose est rapide",
                "Chez Durant.Peinture la pose est rapide",
                "Chez DURANT -- Peinture la pose est rapide",
                "Chez DURANT PEıNTURE la pose est rapide"
            })
    void a_name_is_found_whatever_stands_between_its_words(String text) {
        assertThat(anonymiser.anonymised(text).text()).isEqualTo("Chez […] la pose est rapide");
    }

    @Test
    void a_name_is_found_at_the_end_of_the_longest_text() {
        var text = "La pose est rapide. ".repeat(150) + "Voyez la maison et durant peinture";

        assertThat(anonymiser.anonymised(text).text()).endsWith("Voyez la maison et […]");
    }

    @Test
    void holes_in_a_row_are_one() {
        assertThat(anonymiser.anonymised("Demandez Nadia Benali à l'accueil").text())
                .isEqualTo("Demandez […] à l'accueil");
    }

    @Test
    void a_text_that_is_mostly_somebodys_says_too_little() {
        assertThat(anonymiser
                        .anonymised("Voyez Nadia Benali, Kévin Nguyen ou Zoé Lefebvre")
                        .saysEnough())
                .isFalse();
        assertThat(anonymiser
                        .anonymised("Le devis est gratuit et sans engagement.")
                        .saysEnough())
                .isTrue();
    }
}
