package io.guichet.spi.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server answered. Closing it ends the call, whatever was not read.
 *
 * @param headers by lower-case name; of several the last
 * @param body as it arrives; reading blocks until there is more
 */
public record HttpAnswer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public HttpAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
