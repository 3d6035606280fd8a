package io.guichet.portal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the portal and its identity provider are. */
@ApplicationScoped
class PortalConfig {

    /** Where the platform is reached from outside, without a slash at the end. */
    @Inject
    @ConfigProperty(name = "guichet.public-url", defaultValue = "http://localhost:8080")
    String publicUrl;

    /** The issuer: the realm's URL. */
    @Inject
    @ConfigProperty(name = "guichet.oidc.url")
    String issuer;

    String publicUrl() {
        return publicUrl;
    }

    String issuer() {
        return issuer;
    }
}
