package io.guichet.invitation;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How accounts are managed at the identity provider. */
@Dependent
class KeycloakConfig {

    /** The realm's URL, from which that of its administration follows. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.url")
    String realm;

    /** Where the realm's administration is reached, if that is not where the realm's URL says. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.admin-url")
    Optional<String> adminUrl;

    /** The client whose service account may manage users. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.admin-client", defaultValue = "guichet-admin")
    String client;

    /** Its secret; without one no accounts are opened. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.admin-secret")
    Optional<String> secret;

    /** To connect, and for each answer. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.admin-timeout", defaultValue = "PT10S")
    Duration timeout;

    String admin() {
        return adminUrl.filter(url -> !url.isBlank()).orElseGet(() -> {
            var at = realm.lastIndexOf("/realms/");
            return at < 0 ? realm : realm.substring(0, at) + "/admin" + realm.substring(at);
        });
    }
}
