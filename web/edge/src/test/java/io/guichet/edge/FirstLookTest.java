package io.guichet.edge;

import io.undertow.Undertow;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A real Undertow that trusts 127.0.0.1 and no other address of this machine. */
class FirstLookTest {

    private final Undertow server = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(FirstLook.handler(
                    exchange -> exchange.getResponseSender()
                            .send(exchange.getSourceAddress().getAddress().getHostAddress() + " "
                                    + exchange.getRequestScheme() + " " + exchange.isSecure() + " "
                                    + exchange.getRequestHeaders().getFirst(Headers.HOST) + " "
                                    + exchange.getRequestHeaders().contains("X-Forwarded-For")),
                    new ClientAddress(TrustedProxies.parse("127.0.0.1")),
                    false))
            .build();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_trusted_proxys_word_takes_the_place_of_its_own_address() throws Exception {
        assertThat(from("127.0.0.1")).isEqualTo("198.51.100.7 https true app.guichet.example false");
    }

    @Test
    void another_peers_word_changes_nothing() throws Exception {
        assertThat(from("127.0.0.2"))
                .startsWith("127.0.0.2 http false 127.0.0.1:")
                .endsWith(" false");
    }

    private String from(String address) throws IOException, InterruptedException {
        server.start();
        var port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName(address))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("X-Forwarded-For", "6.6.6.6, 198.51.100.7")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "app.guichet.example")
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
