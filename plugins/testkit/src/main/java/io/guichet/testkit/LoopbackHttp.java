package io.guichet.testkit;

import io.guichet.spi.http.Http;
import io.guichet.spi.http.HttpAnswer;
import io.guichet.spi.http.HttpCall;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The platform's HTTP client, as far as a test of a plugin needs it: no redirect, and an end when the time is over. */
public final class LoopbackHttp implements Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Duration atMost;

    /**
     * @param atMost that a call may take, whatever it asks for
     */
    public LoopbackHttp(Duration atMost) {
        this.atMost = atMost;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        var timeout = call.timeout().compareTo(atMost) < 0 ? call.timeout() : atMost;
        var request = HttpRequest.newBuilder(call.uri()).timeout(timeout);
        call.headers().forEach(request::setHeader);
        request.method(
                call.method(),
                call.method().equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            var headers = new HashMap<String, String>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getLast()));
            return new HttpAnswer(response.statusCode(), headers, new Ending(response.body(), timeout));
        } catch (HttpTimeoutException e) {
            throw late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static SocketTimeoutException late(IOException e) {
        var late = new SocketTimeoutException("no complete answer in time");
        late.initCause(e);
        return late;
    }

    /** A body that ends when the time is over. */
    private static final class Ending extends FilterInputStream {

        private final AtomicBoolean over = new AtomicBoolean();

        Ending(InputStream body, Duration timeout) {
            super(body);
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::end);
        }

        private void end() {
            over.set(true);
            try {
                in.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                var read = in.read(bytes, from, length);
                if (read < 0 && over.get()) {
                    throw new IOException("closed");
                }
                return read;
            } catch (IOException e) {
                throw over.get() ? late(e) : e;
            }
        }
    }
}
