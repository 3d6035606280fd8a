package io.guichet.answering;

import io.guichet.answering.prompt.Untrusted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The few sentences that are the platform's own, in French, or in English where the contact reads English. */
final class PlatformWords {

    private static final int LONGEST_TITLE = 120;
    private static final Pattern LINK = Pattern.compile("(?i)\\b[a-z]{2,20}:/{0,2}\\S+|\\bwww\\.\\S+");

    private PlatformWords() {}

    /** A pre-quote could not be made; that a person goes on is said after it. */
    static String notValid(Locale locale) {
        return isEnglish(locale)
                ? "I would rather not get your request wrong."
                : "Je préfère ne pas me tromper sur votre demande.";
    }

    /** What the message is about is for people; that one goes on is said after it. */
    static String forAPerson(Locale locale) {
        return isEnglish(locale) ? "Noted." : "C'est noté.";
    }

    /** Before a pre-quote that came without words. */
    static String preQuote(Locale locale) {
        return isEnglish(locale) ? "Here is an estimate:" : "Voici un pré-devis estimatif :";
    }

    /** What the price book does not have. */
    static String notPriced(List<String> labels, Locale locale) {
        var names = String.join(", ", labels);
        return isEnglish(locale)
                ? "These items are not in our price list and are not in the estimate: " + names + "."
                : "Ces postes ne sont pas dans nos tarifs et ne sont pas chiffrés : " + names + ".";
    }

    /** Where an answer is from. */
    static String source(List<String> titles, Locale locale) {
        var names = String.join(" ; ", titles);
        if (isEnglish(locale)) {
            return (titles.size() == 1 ? "Source: " : "Sources: ") + names;
        }
        return (titles.size() == 1 ? "Source : " : "Sources : ") + names;
    }

    /** A document's title as a reply shows it: one line of plain words. */
    static String title(String written) {
        var plain = LINK.matcher(Untrusted.line(written, LONGEST_TITLE))
                .replaceAll("")
                .replaceAll("[\\[\\](){}<>*_|`!#]", "");
        return plain.isBlank() ? "document" : plain.strip();
    }

    private static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
