package io.guichet.webhook;

import java.net.URI;

/** All that a try needs, so that it needs no transaction. */
record Prepared(EndpointId endpoint, URI url, String secret, EventId event, String payload) {

    /** Neither the secret nor the payload. */
    @Override
    public String toString() {
        return "Prepared[" + event + " for " + endpoint + "]";
    }
}
