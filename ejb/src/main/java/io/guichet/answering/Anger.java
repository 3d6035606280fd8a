package io.guichet.answering;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether somebody is angry, by what and how he writes, in French and English. Insults, threats and indignation are
 * enough by themselves; shouting counts beside a complaint, and not for somebody who is pleased.
 */
final class Anger {

    private static final int ENOUGH = 2;

    /** Said of the one who reads it, or of his firm. */
    private static final List<Pattern> OUTBURSTS = patterns(
            "connards?|connasses?|abrutis?|encules?|salauds?|bande (de |d')(nuls|voleurs|escrocs|incapables|incompetents|cons)",
            "(gros|sale|pauvre) cons?|espece (de |d')(con|conne|idiot|idiote|nul|nulle|abruti|abrutie|incapable|imbecile)s?|(vous etes|t'es|tu es) (vraiment )?(des |un |une )?(nuls?|nulles?"
                    + "|incapables?|incompetente?s?|cons?|stupides?|idiote?s?|voleurs?|escrocs?)",
            "ta gueule|va te faire|allez vous faire|vous (me|nous) prenez pour (un|une|des)|(fous|fout|foutez|foutre) de (moi|ma gueule|nous)",
            "(moque|moquez|moquer) (du monde|de moi|de nous|des gens)|vous moquez",
            "merde|bordel|putain|fait chier|ca me saoule|casse les (couilles|pieds)",
            "inadmissible|inacceptable|honteux|scandaleux|scandale|intolerable|lamentable|c'est (une|la) honte|quelle honte",
            "ras[- ]le[- ]bol|j'en ai (marre|assez|plein le dos)|marre de|je suis (vraiment )?(furieux|furieuse|en colere|excedee?|hors de moi)",
            "c'est (vraiment |du grand |completement )?(nul|n'importe quoi)|du n'importe quoi|du foutage",
            "(porter|porte|deposer|depose) (une )?plainte|mon avocat|mes avocats|prendre un avocat|mise en demeure",
            "(poursuivre|attaque|attaquer|trainer) en justice|(devant le|saisir le) tribunal|(on|vous) [a-z' ]{0,20}au tribunal|60 millions de consommateurs|signal ?conso|repression des fraudes",
            "(c'est|vous etes|etes) (une |des |de l')?(arnaque|arnaqueurs|escroquerie)|je me suis fait (arnaquer|avoir)|remboursez[- ]moi",
            "fuck\\w*|bullshit|shit|asshole|idiots?|morons?|you (suck|are useless|are stupid|are a joke)|piece of (crap|junk)|screw you",
            "unacceptable|ridiculous|outrageous|disgraceful|disgusting|pathetic|appalling|a disgrace|a joke of a",
            "fed up|sick of|sick and tired|had enough|i am (so |really |absolutely )?(furious|angry|livid)|i'm (so |really |absolutely )?(furious|angry|livid)",
            "(will|going to|gonna) sue|my lawyer|my solicitor|legal action|small claims|trading standards|this is a scam|you are scammers",
            "waste of (my )?time|worst (service|company|experience)|what the hell");

    /** « Ce n'est pas inadmissible », « not ridiculous ». */
    private static final String NOT_SO =
            "(?<!\\bpas )(?<!\\bpas une )(?<!\\bpas des )(?<!\\bnot )(?<!\\bnot a )(?<!\\brien d')";

    /** Somebody complains; not yet angry by that alone. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "\\b(toujours (pas|rien)|encore (une fois|rate|faux)|jamais de reponse|personne ne repond|ca fait (\\d+|une?|deux|trois|des)"
                    + " (fois|heures?|jours?|semaines?)|repondez|ne comprenez rien|comprend rien|comprenez rien|je repete"
                    + "|combien de fois|still (no|not|waiting)|nobody answers|how many times|i already (said|told)|again and again"
                    + "|answer me|useless|nul|nulle)\\b");

    private static final Pattern PLEASED = Pattern.compile(
            "\\b(merci|super|parfait|genial|bravo|formidable|excellent|top|felicitations|thanks|thank you|great|perfect|awesome|lovely)\\b");

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    private Anger() {}

    static boolean in(String text) {
        var plain = plain(text);
        if (OUTBURSTS.stream().anyMatch(outburst -> outburst.matcher(plain).find())) {
            return true;
        }
        if (PLEASED.matcher(plain).find()) {
            return false;
        }
        var signs = (COMPLAINT.matcher(plain).find() ? 1 : 0) + (isShouted(text) ? 1 : 0) + (isExclaimed(text) ? 1 : 0);
        return signs >= ENOUGH;
    }

    /** At least three words and twelve letters, nearly all of them capitals: an abbreviation is not shouted. */
    private static boolean isShouted(String text) {
        var words = WORD.matcher(text).results().count();
        var letters = text.chars().filter(Character::isLetter).count();
        var capitals = text.chars().filter(Character::isUpperCase).count();
        return words >= 3 && letters >= 12 && capitals * 10 >= letters * 8;
    }

    private static boolean isExclaimed(String text) {
        return text.contains("!!!") || text.contains("?!?") || text.contains("???") || text.contains("! ! !");
    }

    /** Lower case, no accents, one kind of apostrophe and of space. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replace('ʼ', '\'')
                .replace("œ", "oe")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<Pattern> patterns(String... words) {
        return Arrays.stream(words)
                .map(any -> Pattern.compile(NOT_SO + "\\b(" + any + ")(?![\\p{L}\\p{N}])"))
                .toList();
    }
}
