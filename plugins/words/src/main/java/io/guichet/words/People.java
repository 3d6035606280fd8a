package io.guichet.words;

import java.util.Optional;

/** Reads who writes: a name after « au nom de » and its like, and a telephone number. */
public final class People {

    private static final int LONGEST_NAME = 60;
    private static final int MOST_WORDS = 4;
    private static final int FEWEST_DIGITS = 9;
    private static final int MOST_DIGITS = 14;
    private static final String[] BEFORE_A_NAME = {
        "au nom de",
        "nom de",
        "au nom d",
        "je m appelle",
        "mon nom est",
        "je suis",
        "moi c est",
        "name is",
        "my name is",
        "under the name",
        "i am",
        "nom",
        "c est pour",
        "name"
    };
    private static final String NO_NAME =
            "pour|le|la|les|un|une|a|allergique|presse|interesse|desole|ok|oui|non|the|deux"
                    + "|disponible|libre|pas|vegetarien|vegan|en|tres|bien|d|de|sur|au|aux|il|ca|quoi|tout|ce|for|not|demain|plutot|finalement|je";

    private final Sentence sentence;

    public People(Sentence sentence) {
        this.sentence = sentence;
    }

    /** A telephone number, as it was written; its words are taken. */
    public Optional<String> phone() {
        for (int at = 0; at < sentence.size(); at++) {
            if (sentence.at(at).isDigits() && !sentence.isTaken(at)) {
                int end = at;
                int digits = 0;
                while (end < sentence.size() && partOfAPhone(end)) {
                    digits += sentence.at(end).isDigits() ? sentence.word(end).length() : 0;
                    end++;
                }
                boolean plus = at > 0 && sentence.word(at - 1).equals("+");
                boolean begins = plus || sentence.word(at).startsWith("0");
                if (begins && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) {
                    sentence.take(plus ? at - 1 : at, end);
                    return Optional.of(number(plus ? "+" : "", at, end));
                }
                at = Math.max(at, end - 1);
            }
        }
        return Optional.empty();
    }

    private boolean partOfAPhone(int at) {
        return sentence.at(at).isDigits() || (sentence.word(at).equals(".") && digitsAt(at + 1));
    }

    private boolean digitsAt(int at) {
        return at < sentence.size() && sentence.at(at).isDigits();
    }

    private String number(String sign, int from, int to) {
        var number = new StringBuilder(sign);
        for (int at = from; at < to; at++) {
            if (sentence.at(at).isDigits()) {
                number.append(sentence.word(at));
            }
        }
        return number.toString();
    }

    /** A name that is introduced as one. */
    public Optional<String> introduced() {
        for (var introduction : BEFORE_A_NAME) {
            var phrase = Phrase.all(introduction).getFirst();
            int at = phrase.in(sentence);
            if (at >= 0) {
                int end = phrase.endAt(sentence, at);
                var name = nameAt(end);
                if (name.isPresent()) {
                    sentence.take(at, end);
                    return name;
                }
            }
        }
        return Optional.empty();
    }

    /** The whole answer to the question for a name: one to four words that nothing else took. */
    public Optional<String> alone() {
        int at = 0;
        while (at < sentence.size() && (sentence.isTaken(at) || sentence.at(at).isBreak() || isPolite(at))) {
            at++;
        }
        return nameAt(at);
    }

    private boolean isPolite(int at) {
        return switch (sentence.word(at)) {
            case "bonjour", "c", "est", "oui", "merci", "alors", "it", "s", "au", "nom", "de", "pour" -> true;
            default -> false;
        };
    }

    private Optional<String> nameAt(int start) {
        int at = start;
        while (at < sentence.size()
                && at - start < MOST_WORDS
                && !sentence.at(at).isBreak()
                && !sentence.at(at).isDigits()
                && !sentence.isTaken(at)
                && !sentence.word(at).equals("et")
                && !sentence.word(at).equals("pour")) {
            at++;
        }
        if (at == start || Phrase.all(NO_NAME).stream().anyMatch(p -> p.endAt(sentence, start) >= 0)) {
            return Optional.empty();
        }
        var name = clean(sentence.written()
                .substring(sentence.at(start).from(), sentence.at(at - 1).to()));
        if (name.isBlank()) {
            return Optional.empty();
        }
        sentence.take(start, at);
        return Optional.of(name);
    }

    /** Letters, spaces, hyphens and apostrophes; nothing that a screen would take for more than a name. */
    private static String clean(String text) {
        var name = new StringBuilder();
        text.codePoints()
                .filter(c -> Character.isLetter(c) || c == ' ' || c == '-' || c == '\'' || c == '’' || c == '.')
                .limit(LONGEST_NAME)
                .forEach(name::appendCodePoint);
        return name.toString().strip();
    }
}
