package io.guichet.spi.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * One request.
 *
 * @param method {@code GET} or {@code POST}
 * @param headers by name
 * @param body what is sent; empty for none
 * @param timeout for all of it, from connecting to the end of the answer; the platform may allow less
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {

    public HttpCall {
        Objects.requireNonNull(uri);
        headers = Map.copyOf(headers);
        body = body.clone();
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("not a method of ours: " + method);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("no time to call: " + timeout);
        }
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
