package io.guichet.kernel;

import io.guichet.testing.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class GuardedHttpClientTest {

    private static final Duration SOON = Duration.ofMillis(600);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch over = new CountDownLatch(1);
    private Receiver receiver;
    private GuardedHttpClient client;

    @BeforeEach
    void a_receiver_on_this_machine() throws IOException {
        receiver = new Receiver();
        client = client("dev", null);
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        client.close();
        receiver.close();
    }

    private static GuardedHttpClient client(String profile, DnsResolver names) {
        var config = new GuardedHttpConfig();
        config.profile = profile;
        config.connectTimeout = Duration.ofSeconds(2);
        config.check();
        var client = new GuardedHttpClient();
        client.config = config;
        if (names != null) {
            client.names = names;
        }
        client.open();
        return client;
    }

    private HttpOutcome post() {
        return post(client, receiver.url());
    }

    private static HttpOutcome post(GuardedHttpClient client, URI url) {
        return client.post(url, Map.of("Content-Type", "application/json", "X-Mine", "1"), BODY, SOON);
    }

    @Test
    void an_answer_comes_back_with_status_headers_and_body() {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(202, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
        });

        var answered = (HttpOutcome.Answered) post();

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.bodyStart()).isEqualTo("ok");
        assertThat(answered.header("retry-after")).contains("7");
        assertThat(receiver.received()).singleElement().satisfies(r -> {
            assertThat(r.body()).isEqualTo("{}");
            assertThat(r.header("X-Mine")).isEqualTo("1");
        });
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        receiver.answers(302, "Location", receiver.url().toString());

        assertThat(post())
                .isInstanceOfSatisfying(
                        HttpOutcome.Answered.class, a -> assertThat(a.status()).isEqualTo(302));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void nothing_is_sent_twice_when_the_server_hangs_up() {
        receiver.answers(exchange -> exchange.close());

        assertThat(post()).isInstanceOf(HttpOutcome.Failed.class);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_server_is_not_overloaded_twice_by_one_call() {
        receiver.answers(503, "Retry-After", "0");

        post();

        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void a_cookie_is_not_sent_back() {
        receiver.answers(200, "Set-Cookie", "a=b");

        post();
        post();

        assertThat(receiver.received())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("Cookie"));
    }

    @Test
    void an_endless_answer_is_read_up_to_its_limit_and_left() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(chunk);
            }
        });

        var answered = (HttpOutcome.Answered) post();

        assertThat(answered.bodyStart()).hasSize(64 * 1024);
    }

    @Test
    void a_server_that_says_nothing_is_left_when_the_time_is_up() {
        receiver.answers(exchange -> await());

        assertThat(post())
                .isInstanceOfSatisfying(
                        HttpOutcome.Failed.class,
                        f -> assertThat(f.diagnostic()).startsWith("no complete answer within"));
    }

    @Test
    void a_body_that_drips_does_not_hold_us_longer_than_the_time_allowed() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody());
        });
        var start = System.nanoTime();

        assertThat(post()).isInstanceOf(HttpOutcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void headers_that_drip_do_not_either() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    var out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    drip(out);
                } catch (IOException e) {
                    over.countDown();
                }
            });

            assertThat(post(client, URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")))
                    .isInstanceOf(HttpOutcome.Failed.class);
        }
    }

    @Test
    void a_closed_port_is_a_failure_in_words() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(post(client, URI.create("http://127.0.0.1:" + port + "/")))
                .isEqualTo(new HttpOutcome.Failed("the connection was refused"));
    }

    @Test
    void production_does_not_speak_to_this_machine() throws IOException {
        try (var closing = closing(client("prod", null))) {
            assertThat(post(closing.client(), receiver.url())).isInstanceOf(HttpOutcome.Refused.class);
            assertThat(post(closing.client(), URI.create("https://127.0.0.1/")))
                    .isInstanceOf(HttpOutcome.Refused.class);
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void a_name_that_leads_to_a_private_address_is_refused_at_connect() throws IOException {
        try (var closing = closing(client("dev", leadingTo("10.0.0.1")))) {
            assertThat(post(closing.client(), URI.create("http://partner.example/")))
                    .isEqualTo(new HttpOutcome.Refused("its address may not be used: private"));
        }
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() throws IOException {
        try (var closing = closing(client("prod", leadingTo("8.8.8.8", "169.254.169.254")))) {
            assertThat(post(closing.client(), URI.create("https://partner.example/")))
                    .isEqualTo(new HttpOutcome.Refused("its address may not be used: metadata service"));
        }
    }

    @Test
    void a_name_that_changes_its_mind_is_asked_once_per_connection_and_checked_each_time() throws IOException {
        var asked = new AtomicInteger();
        var rebinding = resolver(host -> asked.getAndIncrement() == 0
                ? new InetAddress[] {InetAddress.getByName("127.0.0.1")}
                : new InetAddress[] {InetAddress.getByName("192.168.0.1")});
        var url = URI.create("http://partner.example:" + receiver.url().getPort() + "/");
        try (var closing = closing(client("dev", rebinding))) {
            assertThat(post(closing.client(), url)).isInstanceOf(HttpOutcome.Answered.class);
            assertThat(asked).hasValue(1);
            assertThat(post(closing.client(), url)).isInstanceOf(HttpOutcome.Refused.class);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_url_that_we_would_never_call_is_refused_when_it_is_given() {
        assertThatThrownBy(() -> client.requireAllowed("ftp://partner.example"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNREACHABLE_URL));
    }

    @Test
    void a_profile_that_does_not_exist_stops_the_start() {
        assertThatThrownBy(() -> client("test", null)).hasMessageContaining("guichet.profile");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drip(java.io.OutputStream out) throws IOException {
        try {
            while (!over.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DnsResolver leadingTo(String... addresses) {
        return resolver(host -> {
            var all = new InetAddress[addresses.length];
            for (var i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(addresses[i]);
            }
            return all;
        });
    }

    private static DnsResolver resolver(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static Closing closing(GuardedHttpClient client) {
        return new Closing(client);
    }

    private record Closing(GuardedHttpClient client) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
