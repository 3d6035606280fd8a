package io.guichet.invitation;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of an invitation's letter.
 *
 * @param name of the person; may be empty
 * @param administers whether he is to run the tenant
 * @param url where he signs in
 */
record InvitationText(
        String tenant,
        String name,
        boolean administers,
        String externalId,
        String email,
        String url,
        ZonedDateTime until) {

    private static final String FRENCH = """
            Bonjour%s,

            %s, sous la référence %s.

            %s
            %s
            Adresse : %s
            Identifiant : %s
            %s
            Si vous n'attendiez pas ce message, ignorez-le : rien ne se fait sans vous.
            """;

    private static final String ENGLISH = """
            Hello%s,

            %s, under the reference %s.

            %s
            %s
            Address: %s
            Sign-in name: %s
            %s
            If you did not expect this message, ignore it: nothing happens without you.
            """;

    InvitationText {
        tenant = line(tenant);
        name = line(name);
        externalId = line(externalId);
    }

    String subject(boolean french) {
        return french ? tenant + " vous invite sur Guichet" : tenant + " invites you to Guichet";
    }

    /**
     * @param asked whether he still has to accept
     * @param password that he signs in with for the first time, or null where he has an account
     */
    String body(boolean french, boolean asked, @Nullable String password) {
        var greeting = name.isEmpty() ? "" : " " + name;
        var account = account(french, password);
        var answer = answer(french, asked);
        var secret =
                password == null ? "" : (french ? "Mot de passe provisoire : " : "First password: ") + password + "\n";
        return (french ? FRENCH : ENGLISH)
                .formatted(greeting, opening(french), externalId, account, answer, url, email, secret);
    }

    private String opening(boolean french) {
        if (administers) {
            return french
                    ? "Vous êtes invité à administrer l'espace de " + tenant + " sur Guichet"
                    : "You are invited to administer the space of " + tenant + " on Guichet";
        }
        return french ? tenant + " vous ouvre son espace sur Guichet" : tenant + " opens its space on Guichet to you";
    }

    private String account(boolean french, @Nullable String password) {
        if (password == null) {
            return french
                    ? "Connectez-vous avec le compte de cette adresse e-mail."
                    : "Sign in with the account of this e-mail address.";
        }
        return french
                ? "Un compte vous a été ouvert. À la première connexion, vous choisirez votre propre mot de passe ;"
                        + " le mot de passe provisoire fonctionne jusqu'au " + date(Locale.FRENCH) + "."
                : "An account was opened for you. You choose a password of your own when you first sign in; the first"
                        + " password works until " + date(Locale.ENGLISH) + ".";
    }

    private String answer(boolean french, boolean asked) {
        if (!asked) {
            return "";
        }
        return french
                ? "L'invitation vous y attend : acceptez-la ou refusez-la avant le " + date(Locale.FRENCH) + ".\n"
                : "The invitation waits for you there: accept or decline it before " + date(Locale.ENGLISH) + ".\n";
    }

    private String date(Locale locale) {
        return until.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale));
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
