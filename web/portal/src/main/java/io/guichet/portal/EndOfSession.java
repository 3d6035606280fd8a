package io.guichet.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser goes to end the identity provider's session.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0"
 */
final class EndOfSession {

    static final String CLIENT = "guichet-portal";

    private EndOfSession() {}

    /**
     * @param idToken without one the provider asks the user whether he means it
     * @param back one of the client's registered addresses
     */
    static String url(String issuer, @Nullable String idToken, String back) {
        var url = issuer + "/protocol/openid-connect/logout?client_id=" + CLIENT + "&post_logout_redirect_uri="
                + encoded(back);
        return idToken == null ? url : url + "&id_token_hint=" + encoded(idToken);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
