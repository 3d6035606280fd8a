package io.guichet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Many who follow, against a server that says little. */
class StreamCrowdTest {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final String HELLO = ": guichet\nevent: hello\nretry: 2000\ndata: {}\n\n";

    private final CountDownLatch speak = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::stream);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        speak.countDown();
        server.stop(0);
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try (var out = exchange.getResponseBody()) {
            write(exchange, HELLO);
            speak.await();
            // In two pieces, as it may come.
            write(exchange, "event: mess");
            write(exchange, "age\nid: msg_" + exchange.getRequestHeaders().getFirst("X-Session-ID") + "\ndata: {}\n\n");
            end.await();
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Test
    void all_are_greeted_and_each_message_has_its_arrival() throws Exception {
        try (var crowd = new StreamCrowd(api(), Clock.systemUTC())) {
            crowd.join(visitors(0, 20));
            crowd.join(visitors(20, 50));
            assertThat(crowd.size()).isEqualTo(50);
            assertThat(crowd.arrivalOf("msg_7")).isNull();
            speak.countDown();
            for (var i = 0; i < 50; i++) {
                awaits(crowd, "msg_" + i);
            }
            crowd.check();
        }
    }

    @Test
    void one_that_is_refused_is_no_stream() throws Exception {
        status = 429;
        try (var crowd = new StreamCrowd(api(), Clock.systemUTC())) {
            assertThatThrownBy(() -> crowd.join(visitors(0, 1))).hasMessageContaining("429");
        }
    }

    @Test
    void one_that_ends_is_missed() throws Exception {
        try (var crowd = new StreamCrowd(api(), Clock.systemUTC())) {
            crowd.join(visitors(0, 3));
            speak.countDown();
            end.countDown();

            assertThatThrownBy(() -> {
                        for (var until = System.nanoTime() + PATIENCE; System.nanoTime() < until; ) {
                            crowd.check();
                            Thread.onSpinWait();
                        }
                    })
                    .hasMessageContaining("streams have ended");
        }
    }

    private static void awaits(StreamCrowd crowd, String message) {
        var until = System.nanoTime() + PATIENCE;
        while (crowd.arrivalOf(message) == null && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(crowd.arrivalOf(message)).as(message).isNotNull();
    }

    private URI api() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static List<Visitors.Visitor> visitors(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Visitors.Visitor(Integer.toString(i), new UUID(0, i)))
                .toList();
    }
}
