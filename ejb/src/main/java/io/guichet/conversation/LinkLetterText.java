package io.guichet.conversation;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a customer gets his link.
 *
 * @param speaksFor the craftsman, or the tenant where the conversation is its own
 * @param name of the customer; may be empty
 * @param signature of the branding, or null
 * @param once whether it opens in one browser alone
 */
record LinkLetterText(
        String speaksFor,
        String name,
        String url,
        ZonedDateTime until,
        boolean once,
        @Nullable String signature) {

    private static final String FRENCH = """
            Bonjour%s,

            %s vous invite à décrire votre projet. Un assistant IA vous pose quelques questions, à votre rythme, depuis un téléphone ou un ordinateur ; un professionnel relit avant tout engagement.

            Votre conversation : %s

            Ce lien vous est personnel et fonctionne jusqu'au %s.%s
            Si vous n'attendiez pas ce message, ignorez-le.

            %s
            """;

    private static final String ENGLISH = """
            Hello%s,

            %s invites you to describe your project. An AI assistant asks you a few questions, at your own pace, from a phone or a computer; a professional reviews before any commitment.

            Your conversation: %s

            This link is yours alone and works until %s.%s
            If you did not expect this message, ignore it.

            %s
            """;

    LinkLetterText {
        speaksFor = line(speaksFor);
        name = line(name);
    }

    String subject(boolean french) {
        return french
                ? speaksFor + " vous invite à décrire votre projet"
                : speaksFor + " invites you to describe your project";
    }

    String body(boolean french) {
        var browser = french
                ? " Il ne s'ouvre que dans un seul navigateur : celui qui l'ouvre le premier."
                : " It opens in one browser alone: the one that opens it first.";
        var date = until.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(french ? Locale.FRENCH : Locale.ENGLISH));
        return (french ? FRENCH : ENGLISH)
                .formatted(
                        name.isEmpty() ? "" : " " + name,
                        speaksFor,
                        url,
                        date,
                        once ? browser : "",
                        signature == null ? speaksFor : signature);
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
