package io.guichet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeepAliveTest {

    private HttpServer server;
    private KeepAlive connection;

    @BeforeEach
    void a_server_that_says_what_it_heard() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> answer(exchange, false));
        server.createContext("/pieces", exchange -> answer(exchange, true));
        server.start();
        connection = new KeepAlive(uri(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws IOException {
        connection.close();
        server.stop(0);
    }

    @Test
    void answers_follow_each_other_on_one_connection() throws IOException {
        for (var path : new String[] {"/whole", "/pieces", "/whole"}) {
            assertThat(connection.get(path, Map.of("X-Session-ID", "d")))
                    .isEqualTo(new KeepAlive.Answer(200, "GET d "));
            assertThat(connection.post(path, Map.of("X-Session-ID", "1"), "« 8 m² »"))
                    .isEqualTo(new KeepAlive.Answer(200, "POST 1 « 8 m² »"));
        }
    }

    @Test
    void an_answer_may_be_larger_than_what_is_read_at_once() throws IOException {
        var text = "douche ".repeat(20_000);

        assertThat(connection.post("/whole", Map.of("X-Session-ID", "1"), text).body())
                .isEqualTo("POST 1 " + text);
        assertThat(connection.post("/pieces", Map.of("X-Session-ID", "1"), text).body())
                .isEqualTo("POST 1 " + text);
    }

    @Test
    void a_server_that_hangs_up_inside_an_answer_did_not_answer() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var cut = new KeepAlive(uri(listening.getLocalPort()))) {
            try (var accepted = listening.accept()) {
                accepted.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
                accepted.shutdownOutput();

                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> cut.get("/", Map.of()));
            }
        }
    }

    private static void answer(HttpExchange exchange, boolean inPieces) throws IOException {
        var heard = exchange.getRequestMethod() + " "
                + exchange.getRequestHeaders().getFirst("X-Session-ID") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var bytes = heard.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, inPieces ? 0 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
