package io.guichet.it;

import java.util.Map;

/**
 * What somebody shows who asks.
 *
 * @param name for who reads of it
 * @param scheme the way in that it is for, by its name in the description; empty for none
 * @param powers what it may do
 */
record Credential(String name, String scheme, Map<String, String> headers, Powers powers) {

    /** How far a test may go with it. */
    enum Powers {
        /** Opens nothing. */
        NOTHING,
        /** A tenant or a visitor of the test's own: nothing is lost. */
        EVERYTHING,
        /** Somebody of the demo: may read, change what is his alone and is put back, and send what is refused for certain. */
        READING,
        /** Who runs the platform: may ruin what was made for it, and sees every tenant. */
        PLATFORM
    }

    static Credential none() {
        return new Credential("nobody", "", Map.of(), Powers.NOTHING);
    }

    static Credential unknown() {
        return new Credential("a key that nobody made", "", Map.of("X-API-Key", "gk_nobody"), Powers.NOTHING);
    }

    static Credential key(Tenant tenant) {
        return new Credential(tenant.slug(), "apiKey", Map.of("X-API-Key", tenant.apiKey()), Powers.EVERYTHING);
    }

    static Credential session(String name, Visitor visitor) {
        return new Credential(name, "session", Map.of("X-Session-ID", visitor.secret()), Powers.EVERYTHING);
    }

    static Credential bearer(String username, String role) {
        var powers = role.equals("super_admin") || role.equals("admin") ? Powers.PLATFORM : Powers.READING;
        return new Credential(
                username + " (" + role + ")",
                "bearer",
                Map.of("Authorization", "Bearer " + Platform.tokenOf(username)),
                powers);
    }

    /** Whether it is of the kind that opens this; what a role may do beyond that is for the answer to say. */
    boolean opens(Contract.Endpoint endpoint) {
        return endpoint.isOpen() || (!scheme.isEmpty() && endpoint.opensBy(scheme));
    }

    /** Whether it is for somebody like him, as far as the role goes. */
    boolean mayUse(Contract.Endpoint endpoint) {
        if (!opens(endpoint) || !scheme.equals("bearer") || endpoint.isOpen()) {
            return opens(endpoint);
        }
        if (endpoint.template().startsWith("/api/admin/")) {
            return powers == Powers.PLATFORM;
        }
        return !endpoint.template().startsWith("/api/client/") || name.contains("(client_admin)");
    }

    @Override
    public String toString() {
        return name;
    }
}
