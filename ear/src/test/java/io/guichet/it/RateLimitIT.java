package io.guichet.it;

import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often one may come: the platform under test has the limits of production, and trusts a proxy at 127.0.0.1. */
class RateLimitIT {

    private final Tenant ebp = Tenant.ebp();
    private final String here = Call.somewhere();

    @Test
    void the_61st_write_of_a_minute_is_refused_and_says_when_to_come_again() {
        var visitor = Visitor.ofEbp();
        var first = says(visitor, here).is(202);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"visitor-writes\";q=60;w=60");
        assertThat(first.header("RateLimit")).isEqualTo("\"visitor-writes\";r=59;t=60");
        assertThat(first.header("RateLimit-Limit")).isEqualTo("60");
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("59");
        for (var i = 2; i <= 60; i++) {
            says(visitor, here).is(202);
        }

        var refused = says(visitor, here).isProblem(429, "rate_limited");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("RateLimit")).startsWith("\"visitor-writes\";r=0;t=");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-Request-ID")).startsWith("req_");
        // Neither another address, nor another deployment, nor reading is meant.
        says(visitor, Call.somewhere()).is(202);
        says(Visitor.opens(Tenant.sage().createsALinkFor("A-7834")), here).is(202);
        visitor.call("GET", messagesOf(visitor)).from(here).send().is(200);
        // What the client wrote into the chain itself changes nothing.
        visitor.call("POST", "/api/widget/v1/message")
                .from("203.0.113.9", here)
                .json(Map.of("content", "Bonjour"))
                .send()
                .isProblem(429, "rate_limited");
        Call.post("/api/widget/v1/init")
                .from(here)
                .header("Origin", "https://ebp.example")
                .json(Map.of("deployment_key", ebp.deployment()))
                .send()
                .isProblem(429, "rate_limited");
    }

    @Test
    void a_page_of_another_origin_may_read_why_it_has_to_wait() {
        var opened = Call.post("/api/widget/v1/init")
                .from(here)
                .header("Origin", "https://ebp.example")
                .json(Map.of("deployment_key", ebp.deployment()))
                .send()
                .is(200);

        assertThat(opened.header("Access-Control-Expose-Headers")).contains("RateLimit", "Retry-After");
    }

    @Test
    void fifty_visitors_behind_one_address_who_read_do_not_lock_each_other_out() {
        var visitors = IntStream.range(0, 50).mapToObj(i -> Visitor.ofEbp()).toList();
        for (var round = 0; round < 4; round++) {
            for (var visitor : visitors) {
                var reply = visitor.call("GET", messagesOf(visitor)).from(here).send();
                assertThat(reply.is(200).header("RateLimit-Policy")).isEqualTo("\"visitor-reads\";q=600;w=60");
            }
        }
    }

    @Test
    void a_peer_that_is_not_trusted_cannot_say_where_it_comes_from() throws Exception {
        var visitor = Visitor.ofEbp();
        // Every peer of 127.0.0.0/8 but 127.0.0.1 is a stranger; a new one each time, since it is one address.
        var stranger = InetAddress.getByName("127.77."
                + ThreadLocalRandom.current().nextInt(256) + "."
                + ThreadLocalRandom.current().nextInt(1, 255));
        var statuses = new ArrayList<Integer>();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(stranger)
                .build()) {
            for (var i = 1; i <= 61; i++) {
                var request = visitor.call("POST", "/api/widget/v1/message")
                        .from(Call.somewhere())
                        .json(Map.of("content", "Bonjour"))
                        .request();
                statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
            }
        }

        assertThat(statuses.subList(0, 60)).containsOnly(202);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    @Test
    void an_ipv6_customer_is_his_network_of_64_bits() {
        var visitor = Visitor.ofEbp();
        var network =
                "2001:db8:" + Integer.toHexString(ThreadLocalRandom.current().nextInt(65536)) + ":1";
        for (var i = 1; i <= 60; i++) {
            says(visitor, network + "::" + Integer.toHexString(i)).is(202);
        }

        says(visitor, network + ":ffff::1").isProblem(429, "rate_limited");
    }

    @Test
    void secrets_that_open_nothing_are_counted_and_who_is_known_is_let_in_meanwhile() {
        var visitor = Visitor.ofEbp();
        visitor.call("GET", messagesOf(visitor)).from(here).send().is(200);
        for (var i = 0; i < 20; i++) {
            Call.get("/api/client/webhooks")
                    .from(here)
                    .apiKey("gk_guess" + i)
                    .send()
                    .isProblem(401, "invalid_api_key");
        }
        Call.get("/api/client/webhooks").from(here).apiKey("gk_guess").send();

        Call.get("/api/client/webhooks").from(here).apiKey("gk_guess").send().isProblem(429, "rate_limited");
        Call.post("/api/widget/v1/init")
                .from(here)
                .json(Map.of("session_token", "lnk_guess"))
                .send()
                .isProblem(429, "rate_limited");
        Call.get("/s/lnk_guess").from(here).send().is(429);
        visitor.call("GET", messagesOf(visitor)).from(here).send().is(200);
        Call.get("/api/client/webhooks").apiKey("gk_guess").send().isProblem(401, "invalid_api_key");
        Call.get("/api/health/live").from(here).send().is(200);
    }

    @Test
    void a_path_has_one_name_by_which_it_is_counted() {
        var body = Map.of("deployment_key", ebp.deployment());
        for (var path : List.of("/api/widget;x/v1/init", "/api/widget/v1/init;", "/api/widget/v1;a=b/init")) {
            Call.post(path).from(here).json(body).send().isProblem(404, "not_found");
        }
        ebp.asks("/api/client/users/%00").isProblem(404, "not_found");
        ebp.asks("/api/client/users/a%0Ab").isProblem(404, "not_found");
    }

    @Test
    void links_that_never_were_cannot_be_tried_out_by_their_page() {
        var statuses = IntStream.range(0, 25)
                .mapToObj(i -> Call.get("/s/lnk_guess" + i).from(here).send().status())
                .toList();

        assertThat(statuses.subList(0, 20)).containsOnly(404);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    @Test
    void a_tenants_software_and_a_user_read_how_much_they_may_do() {
        assertThat(ebp.asks("/api/client/webhooks").is(200).header("RateLimit-Policy"))
                .isEqualTo("\"api-key\";q=100000;w=60");
        var me = Call.get("/api/me").bearer(Platform.tokenOf("durant")).send().is(200);
        assertThat(me.header("RateLimit-Policy")).isEqualTo("\"user\";q=100000;w=60");
    }

    @Test
    void what_nobody_serves_says_nothing_of_the_server() {
        for (var path : List.of("/nowhere", "/wp-login.php", "/s/a/b")) {
            var page = Call.get(path).header("Accept", "text/html").send().is(404);
            assertThat(page.text()).contains("Cette page n’existe pas.").doesNotContainIgnoringCase("undertow");
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        }
        var other = Call.of("DELETE", "/nowhere").header("Accept", "text/html").send();
        assertThat(other.text()).doesNotContainIgnoringCase("undertow").doesNotContain("JBWEB");
    }

    private static String messagesOf(Visitor visitor) {
        return "/api/widget/v1/session/" + visitor.conversation() + "/messages";
    }

    private static Reply says(Visitor visitor, String address) {
        return visitor.call("POST", "/api/widget/v1/message")
                .from(address)
                .json(Map.of("content", "Bonjour"))
                .send();
    }
}
