package io.guichet.edge;

import org.eclipse.microprofile.config.Config;

/** What proxies in front may say. */
final class EdgeConfig {

    /** Addresses and networks of the proxies in front, with commas between them. */
    static final String TRUSTED_PROXIES = "guichet.http.trusted-proxies";

    /** Which headers they write, and no other is read: {@code x-forwarded} or {@code forwarded}. */
    static final String FORWARDED_BY = "guichet.http.forwarded-by";

    private EdgeConfig() {}

    /**
     * @throws IllegalStateException naming the key whose value is none
     */
    static TrustedProxies proxies(Config config) {
        var value = config.getOptionalValue(TRUSTED_PROXIES, String.class).orElse("");
        try {
            return TrustedProxies.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(TRUSTED_PROXIES + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether the header of RFC 7239 is the one that is read.
     *
     * @throws IllegalStateException naming the key whose value is none
     */
    static boolean byForwarded(Config config) {
        return switch (config.getOptionalValue(FORWARDED_BY, String.class).orElse("x-forwarded")) {
            case "x-forwarded" -> false;
            case "forwarded" -> true;
            default -> throw new IllegalStateException(FORWARDED_BY + " is x-forwarded or forwarded");
        };
    }
}
