package io.guichet.sector.artisan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells of each word of a sentence whether it is wanted, refused, taken away, or only talked about. */
final class Polarity {

    enum Sign {
        WANTED,
        REFUSED,
        /** « enlevez la peinture »: refused where it is in the project, else works of their own. */
        TAKEN_AWAY,
        /** « je n'ai pas de douche », « remplacer la baignoire par … »: what is there today. */
        TALKED_ABOUT
    }

    private static final int REACH = 6;
    private static final int MOST_REFUSALS = 50;

    private static final Set<String> REFUSING = Set.of(
            "pas",
            "sans",
            "sauf",
            "hors",
            "hormis",
            "excepte",
            "aucun",
            "aucune",
            "ni",
            "without",
            "no",
            "inutile",
            "garder",
            "garde",
            "gardons",
            "gardez",
            "conserver",
            "conserve",
            "conservons",
            "conservez");
    private static final Set<String> TAKING = Set.of(
            "enlever",
            "enlevez",
            "enleve",
            "retirer",
            "retirez",
            "retire",
            "supprimer",
            "supprimez",
            "supprime",
            "oter",
            "otez",
            "annuler",
            "annulez",
            "remove");
    private static final Set<String> HAVING = Set.of("ai", "a", "as", "avons", "avez", "avait", "ont");
    private static final Set<String> HARMLESS = Set.of(
            "cher",
            "chere",
            "beau",
            "belle",
            "urgent",
            "mal",
            "trop",
            "tres",
            "grave",
            "seulement",
            "que",
            "encore",
            "loin",
            "probleme",
            "souci",
            "forcement",
            "terrible",
            "sur",
            "mieux");
    private static final Set<String> CONTRARY = Set.of(
            "mais",
            "avec",
            "plutot",
            "juste",
            "seulement",
            "uniquement",
            "finalement",
            "par",
            "veux",
            "voudrais",
            "souhaite",
            "ajoutez",
            "ajouter",
            "faites");
    private static final Set<String> REPLACING = Set.of(
            "remplacer",
            "remplacez",
            "remplace",
            "remplacons",
            "remplacement",
            "changer",
            "transformer",
            "transformation");
    private static final Set<String> CHAINING = Set.of("et", "ou", "ni");
    private static final Set<String> RENEWING = Set.of(
            "refaire",
            "refait",
            "renover",
            "renovation",
            "changer",
            "remplacer",
            "toucher",
            "faire",
            "veux",
            "voulons",
            "besoin",
            "peine",
            "prevoir",
            "poser",
            "mettre",
            "la",
            "necessaire");
    private static final Set<String> AFTERWARDS = Set.of(
            "est",
            "sont",
            "veux",
            "voulons",
            "veut",
            "faut",
            "change",
            "changent",
            "bouge",
            "bougent",
            "compte",
            "souhaite");
    private static final Set<String> AFTER_PAS = Set.of(
            "a",
            "necessaire",
            "utile",
            "prevu",
            "prevue",
            "concerne",
            "concernee",
            "compris",
            "comprise",
            "besoin",
            "voulu",
            "inclus",
            "incluse");

    private final Sentence sentence;
    private final Sign[] signs;
    private final Set<Phrase> refused = new LinkedHashSet<>();

    Polarity(Sentence sentence) {
        this.sentence = sentence;
        this.signs = new Sign[sentence.size()];
        Arrays.fill(signs, Sign.WANTED);
        for (int at = 0; at < sentence.size(); at++) {
            cue(at);
        }
    }

    Sign at(int index) {
        return signs[index];
    }

    /** What all words of a mention say together; one that is wanted wins. */
    Sign of(Mention mention) {
        var first = signs[mention.start()];
        return mention.places().stream().allMatch(place -> signs[place] == first) ? first : Sign.WANTED;
    }

    /** Groups of words that were refused, e.g. « carrelage mur »; verbs of doing fall. */
    List<Phrase> refused() {
        return List.copyOf(refused);
    }

    private void cue(int at) {
        var word = sentence.word(at);
        if (TAKING.contains(word)) {
            mark(at + 1, Sign.TAKEN_AWAY);
        } else if (REFUSING.contains(word)) {
            refusing(at, word);
        } else if (word.equals("plus") && negatesBefore(at)) {
            mark(at + 1, Sign.REFUSED);
        } else if (REPLACING.contains(word)) {
            replaced(at);
        } else if (word.equals("place") || word.equals("lieu")) {
            if (sentence.word(at - 1).equals("la") || sentence.word(at - 1).equals("au")) {
                mark(at + 1, Sign.TALKED_ABOUT);
            }
        } else if (word.equals("sous") || word.equals("derriere")) {
            located(at);
        } else if (word.equals("non") && !sentence.breaks(at - 1) && sentence.breaks(at + 1)) {
            markBefore(at);
        }
    }

    private void refusing(int at, String word) {
        var before = sentence.word(at - 1);
        if (HARMLESS.contains(sentence.word(at + 1)) || before.equals("pourquoi")) {
            return;
        }
        if (word.equals("pas") && (HAVING.contains(before) || before.equals("sais"))) {
            mark(at + 1, Sign.TALKED_ABOUT);
        } else if (word.equals("pas")
                && AFTERWARDS.contains(before)
                && (sentence.breaks(at + 1) || AFTER_PAS.contains(sentence.word(at + 1)))) {
            markBefore(at);
        } else {
            mark(at + 1, Sign.REFUSED);
        }
    }

    private boolean negatesBefore(int at) {
        for (int back = 1; back <= 3; back++) {
            var word = sentence.word(at - back);
            if (word.equals("ne") || word.equals("n")) {
                return true;
            }
        }
        return false;
    }

    private void replaced(int at) {
        int by = at + 1;
        while (by < sentence.size() && by - at <= 8 && !sentence.word(by).equals("par") && !sentence.ends(by)) {
            by++;
        }
        if (sentence.word(by).equals("par")) {
            for (int i = at + 1; i < by; i++) {
                signs[i] = Sign.TALKED_ABOUT;
            }
        }
    }

    /** « une fuite sous l'évier »: where something is, not what is wanted. */
    private void located(int at) {
        for (int next = at + 1;
                next <= at + 3 && !sentence.breaks(next) && !CHAINING.contains(sentence.word(next));
                next++) {
            signs[next] = Sign.TALKED_ABOUT;
        }
    }

    private void mark(int from, Sign sign) {
        var group = new ArrayList<String>();
        int reach = from + REACH;
        for (int at = from; at < sentence.size() && at < reach; at++) {
            var word = sentence.word(at);
            boolean turns = CONTRARY.contains(word) && at > from && !word.equals("veux");
            if (turns || endsAt(at)) {
                break;
            }
            if (sentence.breaks(at) || CHAINING.contains(word)) {
                close(group, sign);
                reach = at + REACH;
                continue;
            }
            signs[at] = sign;
            if (!word.isEmpty() && !Phrase.isLittle(word) && !RENEWING.contains(word)) {
                group.add(sentence.stem(at));
            }
        }
        close(group, sign);
    }

    /** A comma ends what is refused, unless « ni » follows; so does « et » before words of wanting. */
    private boolean endsAt(int at) {
        var next = sentence.word(at + 1);
        if (sentence.breaks(at)) {
            return sentence.ends(at) || !next.equals("ni");
        }
        return sentence.word(at).equals("et")
                && (CONTRARY.contains(next) || (RENEWING.contains(next) && !next.equals("la")));
    }

    private void close(List<String> group, Sign sign) {
        if (sign == Sign.REFUSED && !group.isEmpty() && refused.size() < MOST_REFUSALS) {
            refused.add(new Phrase(group));
        }
        group.clear();
    }

    /** « le sol n'est pas à refaire »: what stands before in the clause is refused. */
    private void markBefore(int at) {
        var group = new ArrayList<String>();
        for (int back = at - 1; back >= 0 && !sentence.breaks(back) && at - back <= REACH; back--) {
            var word = sentence.word(back);
            if (CHAINING.contains(word)) {
                break;
            }
            signs[back] = Sign.REFUSED;
            if (!word.isEmpty() && !Phrase.isLittle(word) && !RENEWING.contains(word) && !AFTERWARDS.contains(word)) {
                group.addFirst(sentence.stem(back));
            }
        }
        close(group, Sign.REFUSED);
    }
}
