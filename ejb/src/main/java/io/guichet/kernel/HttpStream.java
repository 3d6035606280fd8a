package io.guichet.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * An answer that is read as it arrives. Closing it cuts the connection.
 *
 * @param headers by lower-case name; of several the last
 * @param body throws {@link java.net.SocketTimeoutException} when the time is over
 */
public record HttpStream(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public HttpStream {
        headers = Map.copyOf(headers);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
