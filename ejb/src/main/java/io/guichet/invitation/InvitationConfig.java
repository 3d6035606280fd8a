package io.guichet.invitation;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How people are invited. */
@Dependent
class InvitationConfig {

    /** Where the platform is reached from outside, without a slash at the end. */
    @Inject
    @ConfigProperty(name = "guichet.public-url", defaultValue = "http://localhost:8080")
    String publicUrl;

    /** How long an invitation can be accepted, and how long the first password of a new account works. */
    @Inject
    @ConfigProperty(name = "guichet.invitation.lifetime", defaultValue = "P7D")
    Duration lifetime;

    /** How many invitations a tenant may make in a day: each is a letter to somebody who did not ask. */
    @Inject
    @ConfigProperty(name = "guichet.invitation.daily-cap", defaultValue = "500")
    int dailyCap;
}
