package io.guichet.answering;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AngerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C'est inadmissible !",
                "C’est inadmissible, je n’ai jamais vu ça",
                "Votre service est honteux.",
                "Franchement scandaleux",
                "C'est vraiment nul",
                "C'est n'importe quoi, je vous ai dit 8 m²",
                "Vous vous moquez de moi ?",
                "Arrêtez de vous foutre de moi",
                "Vous me prenez pour un idiot",
                "J'en ai marre de répéter",
                "J'en ai assez maintenant",
                "Ras-le-bol de votre robot",
                "Je suis furieux",
                "Je suis vraiment en colère contre vous",
                "Bande de voleurs",
                "Espèce d'incapable",
                "Vous êtes des escrocs",
                "Vous êtes nuls",
                "Ta gueule le robot",
                "Putain mais répondez",
                "Ça me saoule",
                "Je vais porter plainte",
                "Vous aurez des nouvelles de mon avocat",
                "On se retrouvera au tribunal",
                "Je vais saisir 60 millions de consommateurs",
                "C'est une arnaque votre devis",
                "Ça fait trois fois que je le dis, vous ne comprenez rien !!!",
                "JE VOUS AI DIT DEUX MÈTRES, TOUJOURS PAS COMPRIS",
                "TOUJOURS PAS DE RÉPONSE",
                "toujours pas de réponse ???",
                "MAIS RÉPONDEZ À LA FIN !!!",
                "This is unacceptable",
                "This is ridiculous, I already told you",
                "I'm fed up with this bot",
                "I am so angry right now",
                "You are useless",
                "What the hell is this",
                "I will sue you",
                "You will hear from my lawyer",
                "This is a scam",
                "Worst service ever",
                "fuck this",
                "STILL NO ANSWER AFTER THREE DAYS",
                "How many times do I have to say it???",
            })
    void who_insults_threatens_or_complains_loudly_is_angry(String text) {
        assertThat(Anger.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bonjour, je voudrais refaire ma salle de bain",
                "Je veux une douche italienne !",
                "SUPER, MERCI BEAUCOUP !!!",
                "Génial !!!",
                "JE VEUX REFAIRE MA CUISINE",
                "Une salle de bain de 8 m² !!!",
                "Combien ça coûte ???",
                "Ce n'est pas inadmissible, rassurez-vous",
                "Ce n’est pas une arnaque au moins ?",
                "J'habite en face du tribunal",
                "Les bureaux du tribunal de commerce sont à repeindre",
                "Une salade d'avocat et un thé",
                "Mon cousin est avocat",
                "Une espèce de carrelage gris, imitation pierre",
                "Les murs sont en mauvais état et l'électricité est nulle part aux normes",
                "TVA, HT, TTC ?",
                "PVC ou BOIS",
                "Non",
                "Je ne comprends pas la question",
                "Vous n'avez pas compris, c'est 12 m²",
                "Je n'ai toujours pas choisi la couleur",
                "Encore une fois merci",
                "Il est tard, rappelez-moi demain",
                "Le chantier doit être fini avant la plainte du voisin",
                "Mon mari en a parlé hier",
                "La plinthe est à refaire",
                "C'est honnête comme prix",
                "Je suis intolérante au lactose",
                "Hello, I would like a quote for my bathroom",
                "GREAT, THANK YOU SO MUCH!!!",
                "That's not ridiculous at all",
                "I need a new kitchen sink",
                "Can you answer me tomorrow?",
                "I already have a designer",
                "",
                "😀😀😀",
            })
    void who_only_says_what_he_wants_is_not(String text) {
        assertThat(Anger.in(text)).isFalse();
    }
}
