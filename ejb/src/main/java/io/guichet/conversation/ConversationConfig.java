package io.guichet.conversation;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How conversations are held on this installation. */
@Dependent
class ConversationConfig {

    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^/?#\\s]+(/[^?#\\s]*)?");

    /** Where the platform is reached from outside, without a slash at the end. */
    @Inject
    @ConfigProperty(name = "guichet.public-url", defaultValue = "http://localhost:8080")
    String publicUrl;

    /** {@code dev} lets loopback pages show a deployment's development environment; {@code prod} does not. */
    @Inject
    @ConfigProperty(name = "guichet.profile", defaultValue = "prod")
    String profile;

    /** How long a browser may come back to its conversation. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.session-lifetime", defaultValue = "P30D")
    Duration sessionLifetime;

    /** How long a session link works where its maker does not say. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.link-lifetime", defaultValue = "P7D")
    Duration linkLifetime;

    /** How long a session is known after its end. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.sessions-kept", defaultValue = "P7D")
    Duration sessionsKept;

    /** How long a link is known after its end: until then its page says that it has ended, and not that it never was. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.links-kept", defaultValue = "P365D")
    Duration linksKept;

    /** Letters with links that a tenant has sent in a day. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.link-letters-per-day", defaultValue = "1000")
    int linkLettersPerDay;

    /** How long photos wait for a message that goes with them, before they are answered by themselves. */
    @Inject
    @ConfigProperty(name = "guichet.conversation.photo-grace", defaultValue = "PT20S")
    Duration photoGrace;

    /** How long the address of a file works. */
    @Inject
    @ConfigProperty(name = "guichet.files.url-lifetime", defaultValue = "P7D")
    Duration fileUrlLifetime;

    /** How long a file may take to come in pieces. */
    @Inject
    @ConfigProperty(name = "guichet.files.upload-lifetime", defaultValue = "P1D")
    Duration uploadLifetime;

    /** How long the files of a tenant that was deleted are kept. */
    @Inject
    @ConfigProperty(name = "guichet.files.kept-after-deletion", defaultValue = "P30D")
    Duration filesKeptAfterDeletion;

    @PostConstruct
    void check() {
        if (!ADDRESS.matcher(publicUrl).matches()) {
            throw new IllegalStateException("guichet.public-url is like https://guichet.example, not " + publicUrl);
        }
    }

    /** Where a link leads. */
    String linkAddress(String token) {
        return publicUrl + "/s/" + token;
    }

    /** Our own origin, as browsers write it: in lower case, without the port that goes without saying. */
    String ownOrigin() {
        var url = URI.create(publicUrl.toLowerCase(Locale.ROOT));
        var usual = url.getScheme().equals("https") ? ":443" : ":80";
        var authority = url.getRawAuthority();
        return url.getScheme() + "://"
                + (authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority);
    }

    boolean development() {
        return profile.equals("dev");
    }
}
