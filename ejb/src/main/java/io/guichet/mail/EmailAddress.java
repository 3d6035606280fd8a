package io.guichet.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a person is reached by e-mail; upper and lower case are the same address.
 *
 * @param text in lower case
 */
public record EmailAddress(String text) {

    // Narrower than RFC 5321: no quotes, no comments, no addresses by number. Keycloak and mail servers agree on these.
    private static final Pattern SHAPE = Pattern.compile(
            "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    public EmailAddress {
        text = text.strip().toLowerCase(Locale.ROOT);
    }

    public static boolean isOne(String text) {
        var address = text.strip().toLowerCase(Locale.ROOT);
        return address.length() <= LONGEST
                && address.indexOf('@') <= LONGEST_LOCAL
                && SHAPE.matcher(address).matches();
    }

    /** Never the address. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
