package io.guichet.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leaves of a text what is known to be general, rather than taking away what is known to be somebody's: a word stays if
 * it is on the list of general words and is not written as a name. Numbers stay as far as they measure something;
 * amounts, addresses, and whatever has a form of its own go first.
 *
 * @see "docs/learning.md"
 */
final class Anonymiser {

    /** What stands where something was taken. */
    static final String HOLE = "[…]";

    private static final Set<String> GENERAL = general();
    private static final Set<String> ACRONYMS = Set.of(
            "TVA", "TTC", "HT", "PVC", "WC", "RGE", "VMC", "PMR", "CB", "LED", "RDV", "FAQ", "PDF", "SMS", "OK", "PAC",
            "RIB");
    private static final Set<String> TITLES =
            Set.of("mr", "mme", "mlle", "mrs", "ms", "monsieur", "madame", "mademoiselle", "dr", "docteur", "maitre");

    /** Words that are first names as well: with a capital they are. */
    private static final Set<String> ALSO_NAMES = Set.of(
            "claire",
            "rose",
            "pierre",
            "blanche",
            "clemence",
            "olive",
            "violette",
            "marguerite",
            "prudence",
            "constance",
            "victoire",
            "grace",
            "fleur",
            "jade",
            "ambre",
            "iris",
            "aurore",
            "marine",
            "celeste",
            "petit",
            "blanc",
            "noir",
            "roux",
            "legrand",
            "leblanc",
            "boulanger",
            "menuisier",
            "charpentier",
            "macon",
            "court",
            "grand",
            "mark",
            "will");

    private static final List<String> ENDINGS = List.of(
            "issons", "issez", "issent", "aient", "erons", "eront", "ions", "ment", "ante", "ons", "ent", "ait", "ais",
            "era", "iez", "ees", "ant", "ez", "er", "ir", "es", "ee", "is", "it", "ie", "e", "s");

    /** By their form: links, mail addresses, accounts, phones, plates, amounts, streets, dates. In this order. */
    private static final Pattern FORMS = Pattern.compile(
            String.join(
                    "|",
                    "(?:https?://|www\\.)\\S+",
                    "[\\p{L}0-9._%+-]+\\s?@\\s?[\\p{L}0-9.-]+",
                    "\\b[\\p{L}0-9-]+\\.(?:fr|com|net|org|eu|be|ch|io|example|bzh|paris|shop|pro)\\b\\S*",
                    "(?<![\\p{L}\\d])[A-Za-z]{2}\\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?(?![\\p{L}\\d])",
                    "\\+?\\d[\\d .\\-/()]{6,}\\d",
                    "(?-i:(?<![\\p{L}\\d])[A-Z]{1,3}[ -]?\\d{2,4}[ -]?[A-Z]{1,3}(?![\\p{L}\\d]))",
                    "(?-i:(?<![\\p{L}\\d])\\d{2,4} [A-Z]{2,3} (?:\\d{2}|2[AB])(?![\\p{L}\\d]))",
                    "[€$£]\\s?\\d[\\d .,]*",
                    "\\d[\\d .,]*(?:[kK] ?)?(?:€|\\$|£|(?:euros?|eur|dollars?|livres?|centimes?)\\b)(?:\\s*\\d{2}\\b)?",
                    "\\d{1,4}\\s?(?:bis|ter|quater)?\\s*,?\\s*(?:rue|avenue|av\\.|boulevard|bd|bld|place|chemin|impasse|allée"
                            + "|allee|quai|route|square|cours|passage|faubourg|lotissement|résidence|residence|street|road|lane)"
                            + "\\s[^.!?;\\n]*",
                    "(?:rue|avenue|boulevard|chemin|impasse|allée|quai|square|faubourg)\\s(?:de |du |des |d['’]|la |le |les |l['’])*"
                            + "(?-i:\\p{Lu}[\\p{L}'’-]*(?:\\s\\p{Lu}[\\p{L}'’-]*)*)",
                    "\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}",
                    "\\d{4,}"),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern PIECE = Pattern.compile("\\[…]|[\\p{L}]+[\\p{L}\\p{N}]*|\\p{N}+|[^\\p{L}\\p{N}]");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z0-9]+");

    /** Folded, each with its letters. */
    private final Map<String, String> names;

    private final Set<String> words;

    /**
     * @param firms what a tenant and its deployments are called: taken as a whole, wherever it stands
     * @param people of the tenant: each word of their names is taken
     */
    Anonymiser(Collection<String> firms, Collection<String> people) {
        this.names = firms.stream()
                .map(KnownSentence::fold)
                .filter(name -> name.length() >= 2)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Anonymiser::letters));
        this.words = people.stream()
                .flatMap(name -> Arrays.stream(KnownSentence.fold(name).split(" ", -1)))
                .filter(word -> word.length() >= 3)
                .collect(Collectors.toUnmodifiableSet());
    }

    AnonymisedText anonymised(String text) {
        return new Pass(withoutNames(FORMS.matcher(text).replaceAll(HOLE))).run();
    }

    /** A firm's name is found whatever its capitals and accents are. Of thousands, few are there: the others cost a look. */
    private String withoutNames(String text) {
        var letters = letters(text);
        var left = text;
        for (var name : names.entrySet()) {
            if (letters.contains(name.getValue())) {
                left = pattern(name.getKey()).matcher(left).replaceAll(HOLE);
            }
        }
        return left;
    }

    /** What is written, without signs, in its plainest form: a name whose letters are not there is not there. */
    private static String letters(String text) {
        var written = SIGNS.matcher(text).replaceAll("");
        var plain = Normalizer.normalize(written, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace('ı', 'i')
                .replace("œ", "oe");
        return NOT_PLAIN.matcher(plain).replaceAll("");
    }

    private static Pattern pattern(String name) {
        var letters = name.chars()
                .mapToObj(c -> c == ' ' ? "[^\\p{L}\\p{N}\\[\\]]+" : anyForm((char) c))
                .collect(Collectors.joining())
                .replace(anyForm('o') + anyForm('e'), "(?:" + anyForm('o') + anyForm('e') + "|œ)");
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + letters + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String anyForm(char c) {
        return switch (c) {
            case 'a' -> "[aàâäáã]";
            case 'c' -> "[cç]";
            case 'e' -> "[eéèêë]";
            case 'i' -> "[iîïí]";
            case 'o' -> "[oôöó]";
            case 'u' -> "[uùûüú]";
            case 'n' -> "[nñ]";
            case 'y' -> "[yÿ]";
            default -> Pattern.quote(String.valueOf(c));
        };
    }

    private boolean isGeneral(String word, boolean begins) {
        if (ACRONYMS.contains(word)) {
            return true;
        }
        if (!isPlain(word)) {
            return false;
        }
        var folded = KnownSentence.fold(word).replace(" ", "");
        var capital = Character.isUpperCase(word.codePointAt(0));
        if (capital
                && KnownWords.mark(folded)
                        .filter(m -> m.startsWith(KnownWords.TIME))
                        .isPresent()) {
            return true;
        }
        return (!capital || (begins && !ALSO_NAMES.contains(folded)))
                && !words.contains(folded)
                && (folded.length() <= 1 || isListed(folded));
    }

    /** Whether all of it can be read: what is of another script folds to nothing, and the rest of it may be on the list. */
    private static boolean isPlain(String word) {
        return word.codePoints()
                .filter(Character::isLetterOrDigit)
                .noneMatch(c -> KnownSentence.fold(Character.toString(c)).isEmpty());
    }

    private static boolean isListed(String word) {
        return GENERAL.contains(word)
                || GENERAL.contains(KnownWords.stem(word))
                || (word.endsWith("aux") && GENERAL.contains(word.substring(0, word.length() - 2) + "l"))
                || ENDINGS.stream()
                        .filter(word::endsWith)
                        .map(ending -> word.substring(0, word.length() - ending.length()))
                        .anyMatch(root -> root.length() >= 4 && GENERAL.contains(root));
    }

    private static Set<String> general() {
        var general = new HashSet<String>();
        try (var in = Objects.requireNonNull(Anonymiser.class.getResourceAsStream("/knowledge/vocabulary.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split(" ", -1)))
                    .forEach(word -> {
                        general.add(word);
                        general.add(KnownWords.stem(word));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        general.addAll(KnownWords.known());
        return Set.copyOf(general);
    }

    /** One text, piece by piece. */
    private final class Pass {

        private final String text;
        private final StringBuilder left = new StringBuilder();
        private boolean begins = true;
        private String title = "";
        private int kept;
        private int holes;

        Pass(String text) {
            this.text = text;
        }

        AnonymisedText run() {
            var pieces = PIECE.matcher(text);
            while (pieces.find()) {
                take(pieces.group());
            }
            return new AnonymisedText(tidy(left.toString()), kept, holes);
        }

        private void take(String piece) {
            var first = piece.codePointAt(0);
            if (piece.equals(HOLE)) {
                hole();
            } else if (Character.isLetter(first)) {
                word(piece);
            } else if (Character.isDigit(first)) {
                number(piece);
            } else {
                left.append(piece);
                begins |= ".!?\n:".contains(piece);
                if (!piece.isBlank() && !(piece.equals(".") && title.length() <= 4)) {
                    title = "";
                }
            }
        }

        /** The digits of another script have no form that is looked for: a phone would pass. */
        private void number(String digits) {
            if (digits.chars().anyMatch(c -> c > 127 && Character.isDigit(c))) {
                hole();
            } else {
                left.append(digits);
                begins = false;
            }
        }

        private void word(String word) {
            var folded = KnownSentence.fold(word);
            if (title.isEmpty() && isGeneral(word, begins)) {
                left.append(word);
                kept++;
            } else {
                hole();
            }
            // « Mme rose » is a person, also where nobody cared for capitals; « madame, » is not.
            title = TITLES.contains(folded) || word.equals("M") || word.equals("MM") ? folded : "";
            begins = false;
        }

        private void hole() {
            left.append(HOLE);
            holes++;
            title = "";
            begins = false;
        }
    }

    /** One hole for several in a row. */
    private static String tidy(String text) {
        var hole = Pattern.quote(HOLE);
        return text.replaceAll(hole + "(?:[\\s,'’&/-]*" + hole + ")+", HOLE).strip();
    }
}
