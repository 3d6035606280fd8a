package io.guichet.edge;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xnio.channels.ReadTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** A real Undertow, and a client that says more than it sends. */
class TimedBodyTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final CompletableFuture<Object> read = new CompletableFuture<>();
    private Duration idle = LONG;
    private Duration altogether = LONG;

    private final Undertow server = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(exchange -> {
                TimedBody.watch(exchange, idle, altogether);
                new BlockingHandler(this::reads).handleRequest(exchange);
            })
            .build();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_body_that_comes_is_read() throws Exception {
        assertThat(readerOf("abc", 3)).isEqualTo("abc");
    }

    @Test
    void one_that_stalls_is_given_up() throws Exception {
        idle = Duration.ofMillis(50);
        assertThat(readerOf("abc", 10))
                .isInstanceOf(ReadTimeoutException.class)
                .hasToString(said("nothing came of the body"));
    }

    @Test
    void and_so_is_one_that_takes_too_long_altogether() throws Exception {
        altogether = Duration.ZERO;
        assertThat(readerOf("abc", 10))
                .isInstanceOf(ReadTimeoutException.class)
                .hasToString(said("the body took too long"));
    }

    private static String said(String message) {
        return ReadTimeoutException.class.getName() + ": " + message;
    }

    /** What the reader of a body got: its text, or why it was given up. */
    private Object readerOf(String sent, int announced) throws Exception {
        server.start();
        var port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + announced + "\r\n\r\n";
            socket.getOutputStream().write((head + sent).getBytes(StandardCharsets.US_ASCII));
            return read.get(1, TimeUnit.MINUTES);
        }
    }

    private void reads(HttpServerExchange exchange) {
        try {
            read.complete(new String(exchange.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            read.complete(e);
        }
    }
}
