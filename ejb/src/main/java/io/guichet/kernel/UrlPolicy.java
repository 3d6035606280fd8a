package io.guichet.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Which URLs a tenant may give us, as far as their text tells. What their names resolve to is checked at connect. */
final class UrlPolicy {

    private static final int LONGEST = 500;

    private final boolean development;
    private final AddressPolicy addresses;

    UrlPolicy(boolean development, AddressPolicy addresses) {
        this.development = development;
        this.addresses = addresses;
    }

    Optional<String> refusal(String url) {
        if (url.length() > LONGEST) {
            return Optional.of("it has at most " + LONGEST + " characters");
        }
        try {
            return refusal(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.of("it is not a URL");
        }
    }

    Optional<String> refusal(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(development && scheme.equals("http"))) {
            return Optional.of("it begins with https://");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("it holds no user name or password");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("it has no fragment");
        }
        // The odd spellings of an address are no host to a URI: 127.1, 0x7f.0.0.1, 2130706433.
        if (url.getHost() == null) {
            return Optional.of("its host is a name or an address in plain spelling");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            return Optional.of("its port is between 1 and 65535");
        }
        return host(url.getHost().toLowerCase(Locale.ROOT));
    }

    private Optional<String> host(String host) {
        var literal = AddressPolicy.literal(host);
        if (literal.isPresent()) {
            return addresses.refusal(literal.get()).map(what -> "its address may not be used: " + what);
        }
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var local = name.equals("localhost") || name.endsWith(".localhost");
        if (local && development) {
            return Optional.empty();
        }
        if (local || !name.contains(".") || name.endsWith(".local") || name.endsWith(".internal")) {
            return Optional.of("its host is a public name");
        }
        return Optional.empty();
    }
}
