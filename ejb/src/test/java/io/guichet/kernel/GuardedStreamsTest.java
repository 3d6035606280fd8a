package io.guichet.kernel;

import io.guichet.testing.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class GuardedStreamsTest {

    private static final Duration SOON = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);
    private Receiver receiver;
    private GuardedStreams streams;

    @BeforeEach
    void a_server_on_this_machine() throws IOException {
        receiver = new Receiver();
        streams = streams("dev", null);
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        streams.close();
        receiver.close();
    }

    private static GuardedStreams streams(String profile, DnsResolver names) {
        var config = new GuardedHttpConfig();
        config.profile = profile;
        config.connectTimeout = Duration.ofSeconds(2);
        var streams = new GuardedStreams();
        streams.config = config;
        if (names != null) {
            streams.names = names;
        }
        streams.open();
        return streams;
    }

    private static GuardedStreams.Request post(URI url, Duration timeout, boolean vouched) {
        return new GuardedStreams.Request(
                "POST", url, Map.of("X-Mine", "1"), "{}".getBytes(StandardCharsets.UTF_8), timeout, vouched);
    }

    @Test
    void an_answer_is_read_while_it_is_written() throws IOException {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("un ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitQuietly();
            exchange.getResponseBody().write("deux".getBytes(StandardCharsets.UTF_8));
        });

        try (var answer = streams.send(post(receiver.url(), LONG, false))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("retry-after", "7");
            assertThat(answer.body().readNBytes(3)).asString().isEqualTo("un ");
            over.countDown();
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("deux");
        }
        assertThat(receiver.received())
                .singleElement()
                .matches(r -> r.header("X-Mine").equals("1"));
    }

    @Test
    void one_that_never_answers_is_left_when_the_time_is_over() {
        receiver.answers(exchange -> awaitQuietly());

        assertThatThrownBy(() -> streams.send(post(receiver.url(), SOON, false)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void one_that_stops_in_the_middle_is_left_too() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("un ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitQuietly();
        });

        assertThatThrownBy(() -> {
                    try (var answer = streams.send(post(receiver.url(), SOON, false))) {
                        answer.body().readAllBytes();
                    }
                })
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void half_an_answer_is_a_failure() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("un ".getBytes(StandardCharsets.UTF_8));
        });

        assertThatThrownBy(() -> {
                    try (var answer = streams.send(post(receiver.url(), LONG, false))) {
                        answer.body().readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void an_endless_answer_ends() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[64 * 1024];
            for (var i = 0; i < 300; i++) {
                exchange.getResponseBody().write(part);
            }
        });

        assertThatThrownBy(() -> {
                    try (var answer = streams.send(post(receiver.url(), LONG, false))) {
                        answer.body().readAllBytes();
                    }
                })
                .hasMessageContaining("longer than");
    }

    @Test
    void a_name_that_leads_into_a_private_network_is_refused_unless_the_operator_vouches() throws IOException {
        var inside = streams("prod", to(InetAddress.getLoopbackAddress()));
        var url = URI.create("https://models.example.fr:" + receiver.url().getPort() + "/");

        assertThatThrownBy(() -> inside.send(post(url, LONG, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("may not be used")
                .hasMessageNotContaining("127.0.0.1");
        assertThatThrownBy(() -> inside.send(post(receiver.url(), LONG, false)))
                .hasMessageContaining("may not be used");
        try (var answer = inside.send(post(receiver.url(), LONG, true))) {
            assertThat(answer.status()).isEqualTo(204);
        }
        inside.close();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() throws IOException {
        receiver.answers(302, "Location", receiver.url().toString());

        try (var answer = streams.send(post(receiver.url(), LONG, false))) {
            assertThat(answer.status()).isEqualTo(302);
        }
        assertThat(receiver.received()).hasSize(1);
    }

    private static DnsResolver to(InetAddress address) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {address};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private void awaitQuietly() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
