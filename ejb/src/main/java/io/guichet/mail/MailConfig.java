package io.guichet.mail;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How letters leave. */
@Dependent
class MailConfig {

    /** The SMTP server. Without one letters wait; on a development machine they become files. */
    @Inject
    @ConfigProperty(name = "guichet.mail.host")
    Optional<String> host;

    @Inject
    @ConfigProperty(name = "guichet.mail.port", defaultValue = "587")
    int port;

    /** Who signs in there; nobody where it is missing. */
    @Inject
    @ConfigProperty(name = "guichet.mail.user")
    Optional<String> user;

    @Inject
    @ConfigProperty(name = "guichet.mail.password")
    Optional<String> password;

    /** The address that letters come from. */
    @Inject
    @ConfigProperty(name = "guichet.mail.from", defaultValue = "guichet@localhost.localdomain")
    String from;

    /** {@code off}, {@code starttls} (required, not merely offered) or {@code tls} from the first byte. */
    @Inject
    @ConfigProperty(name = "guichet.mail.tls", defaultValue = "starttls")
    String tls;

    /** To connect, and for each answer of the server. */
    @Inject
    @ConfigProperty(name = "guichet.mail.timeout", defaultValue = "PT15S")
    Duration timeout;

    /** Where letters lie as files on a development machine without a mail server. */
    @Inject
    @ConfigProperty(name = "guichet.mail.dir")
    Optional<String> dir;

    @Inject
    @ConfigProperty(name = "guichet.profile", defaultValue = "prod")
    String profile;

    @PostConstruct
    void check() {
        if (!tls.equals("off") && !tls.equals("starttls") && !tls.equals("tls")) {
            throw new IllegalStateException("guichet.mail.tls is off, starttls or tls, not " + tls);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalStateException("guichet.mail.port is no port: " + port);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalStateException("guichet.mail.timeout is more than nothing, not " + timeout);
        }
    }

    Optional<String> host() {
        return host.map(String::strip).filter(h -> !h.isEmpty());
    }

    Optional<String> user() {
        return user.filter(u -> !u.isBlank());
    }

    /** The folder of a development machine; nothing in production. */
    Optional<String> folder() {
        return profile.equals("dev") ? dir.filter(d -> !d.isBlank()) : Optional.empty();
    }
}
