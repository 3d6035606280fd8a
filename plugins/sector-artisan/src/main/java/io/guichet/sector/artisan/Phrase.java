package io.guichet.sector.artisan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Words that stand together and mean one thing, e.g. « carrelage mural ». Little words, measures and a few adjectives
 * may stand between them, and places may share a head: « carrelage mural et sol » says « carrelage sol » too.
 *
 * @param stems at least one, without little words
 */
record Phrase(List<String> stems) {

    private static final Set<String> LITTLE = Set.of(
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "de",
            "du",
            "des",
            "d",
            "au",
            "aux",
            "a",
            "en",
            "dans",
            "sur",
            "par",
            "ma",
            "mon",
            "mes",
            "notre",
            "nos",
            "votre",
            "vos",
            "son",
            "sa",
            "ses",
            "ce",
            "cet",
            "cette",
            "ces",
            "environ",
            "tout",
            "toute",
            "tous",
            "toutes",
            "nouveau",
            "nouvelle",
            "nouveaux",
            "nouvelles",
            "ancien",
            "ancienne",
            "grand",
            "grande",
            "petit",
            "petite",
            "gris",
            "blanc",
            "blanche",
            "noir",
            "beige",
            "beau",
            "belle",
            "joli",
            "jolie",
            "vieux",
            "vieille",
            "complete",
            "complet",
            "entiere",
            "actuelle",
            "actuel",
            "existant",
            "existante",
            "interieur",
            "interieurs",
            "existants",
            "completement",
            "entierement");

    private static final Set<String> AND = Set.of("et", "puis", "ou");

    /** How far the next word of a phrase may stand. */
    private static final int REACH = 10;

    /** Stems of the places that a work is done on. */
    static final Set<String> PLACES = Set.of("sol", "mur", "plafond", "cloison", "facad");

    Phrase {
        stems = List.copyOf(stems);
    }

    /** The stems of this phrase, one more before them. */
    List<String> after(String stem) {
        var all = new ArrayList<String>();
        all.add(stem);
        all.addAll(stems);
        return all;
    }

    static boolean isLittle(String word) {
        return LITTLE.contains(word);
    }

    /** The phrase of a text without its little words; a text of little words alone stays as it is. */
    static Phrase of(String text) {
        var words = new ArrayList<String>();
        var stems = new ArrayList<String>();
        for (var token : Scanner.scan(text)) {
            if (token instanceof Token.Word word) {
                words.add(word.stem());
                if (!LITTLE.contains(word.text())) {
                    stems.add(word.stem());
                }
            }
        }
        return new Phrase(stems.isEmpty() ? words : stems);
    }

    /** Phrases that are separated by a bar. */
    static List<Phrase> all(String text) {
        return Stream.of(text.split("\\|")).map(Phrase::of).toList();
    }

    /**
     * Looks for this phrase from one word on.
     *
     * @return where its words stand, in order, or null when it does not begin there
     */
    @Nullable
    List<Integer> matchAt(Sentence sentence, int start) {
        if (stems.isEmpty() || !sentence.stem(start).equals(stems.getFirst())) {
            return null;
        }
        var places = new ArrayList<Integer>(stems.size());
        places.add(start);
        for (int next = 1; next < stems.size(); next++) {
            int found = after(sentence, places.getLast(), stems.get(next));
            if (found < 0) {
                return null;
            }
            places.add(found);
        }
        return places;
    }

    private static int after(Sentence sentence, int previous, String stem) {
        boolean places = PLACES.contains(stem) || PLACES.contains(sentence.stem(previous));
        for (int at = previous + 1; at < sentence.size() && at <= previous + REACH; at++) {
            if (sentence.stem(at).equals(stem)) {
                return at;
            }
            boolean shared = places && (PLACES.contains(sentence.stem(at)) || joinsPlaces(sentence, at));
            if (!mayStandBetween(sentence, at) && !shared) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean mayStandBetween(Sentence sentence, int at) {
        return LITTLE.contains(sentence.word(at))
                || sentence.at(at) instanceof Token.Numeral
                || sentence.at(at) instanceof Token.Measure;
    }

    /** « et » or a comma with a place on either side. */
    private static boolean joinsPlaces(Sentence sentence, int at) {
        boolean comma = sentence.breaks(at) && !sentence.ends(at) && !sentence.hasSign(at, ':');
        return (comma || AND.contains(sentence.word(at)))
                && placeBeyond(sentence, at, -1)
                && placeBeyond(sentence, at, 1);
    }

    /** Whether a place stands beside another one: « murs et plafond ». */
    static boolean isInARow(Sentence sentence, int at) {
        return neighbour(sentence, at, -1) || neighbour(sentence, at, 1);
    }

    private static boolean neighbour(Sentence sentence, int from, int step) {
        int at = from + step;
        while (at >= 0 && at < sentence.size() && (mayStandBetween(sentence, at) || AND.contains(sentence.word(at)))) {
            at += step;
        }
        return Math.abs(at - from) > 1 && PLACES.contains(sentence.stem(at));
    }

    /** Whether nothing but « et », commas, numbers and little words stands between two words. */
    static boolean isJoined(Sentence sentence, int from, int to) {
        boolean and = false;
        for (int at = from + 1; at < to; at++) {
            boolean joins = AND.contains(sentence.word(at)) || sentence.hasSign(at, ',');
            if (!joins && !mayStandBetween(sentence, at)) {
                return false;
            }
            and |= joins;
        }
        return and;
    }

    /** Whether the second word only says whose the first one is: « les joints de ma douche ». */
    static boolean isOf(Sentence sentence, int from, int to) {
        var first = sentence.word(from + 1);
        boolean of = first.equals("de") || first.equals("du") || first.equals("d");
        for (int at = from + 1; of && at < to; at++) {
            of = LITTLE.contains(sentence.word(at));
        }
        return of && to > from;
    }

    private static boolean placeBeyond(Sentence sentence, int from, int step) {
        int at = from + step;
        while (at >= 0 && at < sentence.size() && mayStandBetween(sentence, at)) {
            at += step;
        }
        return PLACES.contains(sentence.stem(at));
    }

    /** Whether this phrase begins at any word of the sentence. */
    boolean isIn(Sentence sentence) {
        for (int at = 0; at < sentence.size(); at++) {
            if (matchAt(sentence, at) != null) {
                return true;
            }
        }
        return false;
    }
}
