package io.guichet.conversation;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What visitors read of a hand-over, in French, or in English where they speak it. */
final class HandOverText {

    private HandOverText() {}

    /** Somebody is there. */
    static String soon(String tenant, Locale locale) {
        return isEnglish(locale)
                ? "I am passing this on to a person at %s, who will answer you here.".formatted(tenant)
                : "Je transmets à une personne de chez %s, qui vous répond ici même.".formatted(tenant);
    }

    /**
     * Nobody is there at this hour.
     *
     * @param opening when there will be somebody, in the tenant's zone; nothing where nobody knows
     */
    static String later(String tenant, Optional<ZonedDateTime> opening, Locale locale) {
        if (isEnglish(locale)) {
            return "Nobody at %s is there right now. ".formatted(tenant)
                    + opening.map(at -> "A person will answer you here from " + when(at, locale) + ".")
                            .orElse("A person will answer you here as soon as possible.")
                    + " You can go on writing: nothing is lost.";
        }
        return "Il n’y a personne chez %s à cette heure. ".formatted(tenant)
                + opening.map(at -> "Une personne vous répond ici à partir de " + when(at, locale) + ".")
                        .orElse("Une personne vous répond ici dès que possible.")
                + " Vous pouvez continuer à écrire : rien n’est perdu.";
    }

    static String ended(Locale locale) {
        return isEnglish(locale)
                ? "This conversation has ended. Thank you for writing to us."
                : "Cette conversation est terminée. Merci de nous avoir écrit.";
    }

    private static String when(ZonedDateTime at, Locale locale) {
        var pattern = isEnglish(locale) ? "EEEE d MMMM 'at' HH:mm" : "EEEE d MMMM 'à' HH:mm";
        return DateTimeFormatter.ofPattern(pattern, isEnglish(locale) ? Locale.UK : Locale.FRANCE)
                .format(at);
    }

    private static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
