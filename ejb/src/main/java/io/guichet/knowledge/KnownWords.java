package io.guichet.knowledge;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of single French and English words, folded: which say nothing, which turn a sentence round, which are one. */
final class KnownWords {

    /** Kind of the marks that negate. */
    static final String NEGATION = "not:";

    /** Kind of the marks of which a general answer may hold whatever they are: days and hours. */
    static final String TIME = "time:";

    private static final Set<String> SILENT = words("""
            a ai aller alors an and any are as au aux avec avez avoir avons b be bien bonjour bonsoir but by c ca can ce ces
            cet cette chez ci comment could d dans de des dire dit do does donc du e elle elles en encore est est-ce et etes
            etre eu eux f fait faites faire faut for from g get give h hello hey hi how i if il ils in is it j je juste l la
            le les leur leurs lors lui m ma mais me mercy merci mes moi mon my n ne nos notre nous o of on ont or ou our
            p par parce pas peut peux please plait plus pour pouvez puis puisque q qu quand que quel quelle quelles quels
            qui quoi r s sa salut say se ses si so soit son sont sommes suis sur svp t ta te tell tes that the their them
            there they this to toi ton tous tout toute toutes tu u un une us v va vais veux veut voudrais voulez voulais
            aimerais souhaite souhaiterais want was we well were what when where which who will with would vos votre vous w
            x y you your z stp thank thanks like know savoir sais possible chose quelque quelques ici est-il aussi
            bon ok oui yes tres entre vers donner donnez avais avait serait seriez pourriez pourrait pourrais auriez
            sera seront need besoin am an ya il-y must should shall may might do you have has had having""");

    private static final Map<String, String> MARKS = marks(
            NEGATION + "no",
            "ne n pas jamais aucun aucune rien ni non not no never dont doesnt cant wont none nor isnt arent",
            NEGATION + "without",
            "sans without",
            TIME + "monday",
            "lundi lundis monday",
            TIME + "tuesday",
            "mardi mardis tuesday",
            TIME + "wednesday",
            "mercredi mercredis wednesday",
            TIME + "thursday",
            "jeudi jeudis thursday",
            TIME + "friday",
            "vendredi vendredis friday",
            TIME + "saturday",
            "samedi samedis saturday",
            TIME + "sunday",
            "dimanche dimanches sunday",
            TIME + "morning",
            "matin matinee morning",
            TIME + "noon",
            "midi noon lunch dejeuner",
            TIME + "afternoon",
            "apresmidi afternoon",
            TIME + "evening",
            "soir soiree evening dinner diner",
            TIME + "night",
            "nuit night",
            TIME + "tomorrow",
            "demain tomorrow",
            TIME + "yesterday",
            "hier yesterday",
            TIME + "holiday",
            "ferie feries holiday holidays noel",
            TIME + "weekend",
            "weekend week",
            "time-of-year:summer",
            "summer aout juillet",
            "time-of-year:winter",
            "hiver winter decembre janvier",
            "side:before",
            "avant before",
            "side:after",
            "apres after",
            "side:inside",
            "interieur interieure interieurs interieures dedans inside indoor",
            "side:outside",
            "exterieur exterieure exterieurs exterieures dehors outside outdoor terrasse",
            "who:woman",
            "femme femmes woman women dame dames",
            "who:man",
            "homme hommes man men monsieur messieurs",
            "who:child",
            "enfant enfants bebe bebes child children kid kids fille fils garcon",
            "act:cancel",
            "annuler annulation annule cancel",
            "act:change",
            "modifier modification deplacer decaler changer change reschedule",
            "act:open",
            "ouvert ouverte ouverts ouvertes ouvrez ouvrir ouverture open opening",
            "act:close",
            "ferme fermee fermes fermez fermer fermeture close closed closing",
            "way:delivery",
            "livrer livraison livrez deliver delivery",
            "way:takeaway",
            "emporter takeaway",
            "size:large",
            "grand grande grands grandes large long longs longue longues",
            "size:small",
            "petit petite petits petites small court courts courte courtes short",
            "more:less",
            "moins less cheaper",
            "new:new",
            "neuf neuve neufs neuves new",
            "new:old",
            "ancien ancienne anciens anciennes vieux vieille old",
            "means:cash",
            "especes liquide cash",
            "means:card",
            "carte cb card",
            "means:cheque",
            "cheque cheques check");

    private static final Map<String, String> NUMBERS = numbers();

    private static final Map<String, String> SAME = same(List.of(
            "tarif tarifs prix cout coute coutent couter combien price prices cost costs tarification much",
            "rendezvous rendez rdv appointment appointments",
            "horaire horaires heure heures hour hours",
            "reserver reservez reservation reservations reserve reservee book booking",
            "payer paiement paiements paye payez regler reglement reglements pay payment",
            "livrer livraison livraisons livrez deliver delivery",
            "annuler annulation annule annulez cancel",
            "ouvert ouverte ouverts ouvertes ouvrez ouvrir ouverture open opening",
            "ferme fermee fermes fermez fermer fermeture close closed closing",
            "adresse situe situes situee trouve trouvez localisation address located",
            "parking parkings garer stationner stationnement park",
            "devis estimation estimations chiffrage quote estimate",
            "garantie garanties garanti garantis decennale warranty guarantee",
            "assurance assurances assure assures assuree insurance insured",
            "urgence urgences urgent urgente emergency urgently",
            "delai delais disponibilite disponibilites disponible dispo available availability",
            "deplacement deplacements deplacer deplacez",
            "intervenir intervention interventions intervenez",
            "allergie allergies allergique allergene allergenes allergy allergies",
            "vegetarien vegetarienne vegetariens vegan vegane vegetarian",
            "menu menus plat plats",
            "colorer coloration colorations couleur couleurs color colour",
            "coupe coupes couper coupez haircut cut",
            "humain humaine personne conseiller quelqu human person someone agent",
            "parler joindre appeler telephoner contacter speak talk call contact",
            "voiture auto vehicule car"));

    private KnownWords() {}

    static boolean says(String token) {
        return !SILENT.contains(token);
    }

    /** A number in digits or in words; « un » is an article. */
    static Optional<String> number(String token) {
        if (Character.isDigit(token.charAt(0))) {
            var plain =
                    new BigDecimal(token.replace(',', '.')).stripTrailingZeros().toPlainString();
            return Optional.of(plain);
        }
        return Optional.ofNullable(NUMBERS.get(token));
    }

    static Optional<String> mark(String token) {
        return Optional.ofNullable(MARKS.get(token));
    }

    static String stem(String word) {
        var same = SAME.get(word);
        if (same != null) {
            return same;
        }
        var stem = word;
        if (stem.length() > 3 && (stem.endsWith("s") || stem.endsWith("x"))) {
            stem = stem.substring(0, stem.length() - 1);
        }
        for (var ending : List.of("er", "ez", "ee", "e")) {
            if (stem.length() - ending.length() >= 3 && stem.endsWith(ending)) {
                stem = stem.substring(0, stem.length() - ending.length());
                break;
            }
        }
        return SAME.getOrDefault(stem, stem);
    }

    /** All that stands here: none of it is anybody's name. */
    static Set<String> known() {
        var known = new HashSet<>(SILENT);
        known.addAll(MARKS.keySet());
        known.addAll(NUMBERS.keySet());
        known.addAll(SAME.keySet());
        return known;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> marks(String... kindsAndWords) {
        var marks = new HashMap<String, String>();
        for (var i = 0; i < kindsAndWords.length; i += 2) {
            for (var word : words(kindsAndWords[i + 1])) {
                marks.put(word, kindsAndWords[i]);
            }
        }
        return Map.copyOf(marks);
    }

    private static Map<String, String> same(List<String> groups) {
        var same = new HashMap<String, String>();
        for (var group : groups) {
            var name = group.split(" ", 2)[0];
            words(group).forEach(word -> same.put(word, name));
        }
        return Map.copyOf(same);
    }

    private static Map<String, String> numbers() {
        var numbers = new HashMap<String, String>();
        var french = "zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
                .split(" ", -1);
        var english = "zero - two three four five six seven eight nine ten eleven twelve".split(" ", -1);
        for (var i = 0; i < french.length; i++) {
            numbers.put(french[i], Integer.toString(i));
        }
        for (var i = 0; i < english.length; i++) {
            numbers.put(english[i], Integer.toString(i));
        }
        numbers.remove("-");
        // « neuf » is new as well, and more often so.
        numbers.remove("neuf");
        numbers.putAll(Map.of(
                "vingt", "20", "trente", "30", "quarante", "40", "cinquante", "50", "cent", "100", "mille", "1000"));
        return Map.copyOf(numbers);
    }
}
