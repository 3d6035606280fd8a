package io.guichet.answering.models;

import io.guichet.kernel.GuardedStreams;
import io.guichet.spi.http.Http;
import io.guichet.spi.http.HttpAnswer;
import io.guichet.spi.http.HttpCall;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * What a plugin calls its server with, for one call of the platform's: until its time is over, and not beyond.
 *
 * @param privateHosts {@code host} or {@code host:port} that may be in a private network; empty where a tenant chose
 * @param deadline of {@link System#nanoTime()}
 */
record PlatformHttp(GuardedStreams streams, Set<String> privateHosts, long deadline) implements Http {

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        var left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.toMillis() < 1) {
            throw new SocketTimeoutException("no time is left to call");
        }
        var answer = streams.send(new GuardedStreams.Request(
                call.method(),
                call.uri(),
                call.headers(),
                call.body(),
                left.compareTo(call.timeout()) < 0 ? left : call.timeout(),
                vouchedFor(call.uri())));
        return new HttpAnswer(answer.status(), answer.headers(), answer.body());
    }

    private boolean vouchedFor(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return false;
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var port = uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
        return privateHosts.contains(host) || privateHosts.contains(host + ":" + port);
    }
}
