package io.guichet.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * What the identity provider says of the user.
 *
 * @param roles the product's own, the most powerful first; a role that we do not know is none
 * @param email verified; null where he has none that is
 * @param idToken proves to the provider who signs out; null where it gave none
 */
record Account(
        String subject,
        String name,
        List<String> roles,
        @Nullable String email,
        @Nullable String idToken) {

    static final List<String> ROLES = List.of("super_admin", "admin", "client_admin", "artisan", "metreur");

    Account {
        roles = List.copyOf(roles);
    }

    /** Nothing where nobody is signed in. */
    static Optional<Account> of(HttpServletRequest request) {
        if (!(request.getUserPrincipal() instanceof OidcPrincipal<?> principal)) {
            return Optional.empty();
        }
        var security = principal.getOidcSecurityContext();
        var token = security.getToken();
        return Optional.of(new Account(
                token.getClaimValueAsString("sub"),
                displayName(token.getClaimValueAsString("name"), principal.getName()),
                ROLES.stream().filter(request::isUserInRole).toList(),
                Boolean.TRUE.equals(token.getClaimValue("email_verified"))
                        ? token.getClaimValueAsString("email")
                        : null,
                security.getIDTokenString()));
    }

    static String displayName(@Nullable String name, @Nullable String username) {
        return Stream.of(name, username)
                .filter(n -> n != null && !n.isBlank())
                .findFirst()
                .orElse("");
    }
}
