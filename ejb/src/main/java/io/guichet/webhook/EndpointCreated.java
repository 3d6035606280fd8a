package io.guichet.webhook;

/**
 * A new endpoint.
 *
 * @param secret {@code whsec_} and the base64 of 32 bytes; this is the only time that it is shown
 */
public record EndpointCreated(EndpointView endpoint, String secret) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "EndpointCreated[" + endpoint.id() + "]";
    }
}
