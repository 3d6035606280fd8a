package io.guichet.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guichet.agent.Branding;
import io.guichet.conversation.TestPass;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.guichet.widget.Served.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The page in the frame, and who gets it. */
class FrameServletTest {

    private static final String SITE = "https://app.logicielx.example";
    private static final int MOST = 40_000;

    private final FakeDeployments deployments = new FakeDeployments();
    private Served served;

    @BeforeEach
    void serve() throws IOException {
        deployments.allowed.add(SITE);
        served = new Served("/widget/v1/frame", new ServedByServlet(deployments.servlet(), "/widget/v1/frame"));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void an_allowed_site_gets_the_page_in_its_brand_and_may_frame_it() throws Exception {
        var page = frame(FakeDeployments.KEY, SITE, "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe")
                .endsWith("frame-ancestors " + SITE);
        assertThat(header(page, "Cache-Control")).isEqualTo("private, max-age=60");
        assertThat(header(page, "X-Robots-Tag")).isEqualTo("noindex, nofollow");
        assertThat(text(page)).contains("<title>Assistant LogicielX</title>").doesNotContain("{assets}", "{frame}");
        var told = told(page);
        assertThat(told.at("/deployment_key").asText()).isEqualTo(FakeDeployments.KEY);
        assertThat(told.at("/parent").asText()).isEqualTo(SITE);
        assertThat(told.at("/look/branding/primary_color").asText()).isEqualTo("#3B82F6");
        assertThat(told.at("/look/branding/powered_by").asBoolean()).isTrue();
        assertThat(told.at("/look/welcome_message").asText()).startsWith("Bonjour");
        assertThat(deployments.counted).containsExactly("frames");
    }

    @Test
    void what_a_tenant_words_stays_text() throws Exception {
        deployments.branding = new Branding(
                "\"><script>alert(1)</script>{code}",
                "#000000",
                null,
                false,
                "'\"--></meta><img src=x onerror=alert(1)>",
                "",
                "",
                null,
                null);

        var page = frame(FakeDeployments.KEY, SITE, "");

        assertThat(text(page)).doesNotContain("<script>alert", "<img");
        assertThat(told(page).at("/look/branding/title").asText()).isEqualTo("\"><script>alert(1)</script>{code}");
        assertThat(told(page).at("/look/welcome_message").asText())
                .isEqualTo("'\"--></meta><img src=x onerror=alert(1)>");
    }

    @Test
    void a_site_that_is_not_allowed_gets_a_refusal_that_it_may_frame_and_is_noted() throws Exception {
        var page = frame(FakeDeployments.KEY, "https://thief.example", "");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(header(page, "Content-Security-Policy")).endsWith("frame-ancestors *");
        assertThat(header(page, "Cross-Origin-Embedder-Policy")).isEqualTo("credentialless");
        assertThat(header(page, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(text(page))
                .contains(
                        "Ce site ne peut pas afficher cet assistant",
                        "lang=\"en\">This site may not show this assistant",
                        "data-code=\"domain_not_allowed\"")
                .doesNotContain("LogicielX", FakeDeployments.KEY, "thief");
        assertThat(deployments.refused).containsExactly("https://thief.example");
    }

    @Test
    void who_tries_it_out_sees_it_on_our_own_page_alone_and_no_cache_keeps_it() throws Exception {
        var cookie = TestPass.cookieFor(FakeDeployments.KEY) + "=" + FakeDeployments.PASS;

        var page = frame(FakeDeployments.KEY, FakeDeployments.OURS, "", "Cookie", "other=1; " + cookie);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy")).endsWith("frame-ancestors " + FakeDeployments.OURS);
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(frame(FakeDeployments.KEY, FakeDeployments.OURS, "").statusCode())
                .isEqualTo(403);
        assertThat(frame(FakeDeployments.KEY, "https://thief.example", "", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(frame(
                                FakeDeployments.KEY,
                                FakeDeployments.OURS,
                                "",
                                "Cookie",
                                TestPass.cookieFor("dpl_other") + "=" + FakeDeployments.PASS)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_site_that_does_not_say_where_it_is_is_known_by_its_referer() throws Exception {
        assertThat(served.get("/widget/v1/frame?key=" + FakeDeployments.KEY, "Referer", SITE + "/devis?n=1")
                        .statusCode())
                .isEqualTo(200);
        assertThat(served.get("/widget/v1/frame?key=" + FakeDeployments.KEY).statusCode())
                .isEqualTo(403);
        assertThat(served.get("/widget/v1/frame?key=" + FakeDeployments.KEY, "Referer", "no address")
                        .statusCode())
                .isEqualTo(403);
        assertThat(deployments.refused).containsExactly("null", "null");
    }

    @Test
    void a_key_that_names_nothing_is_not_found_and_counted() throws Exception {
        for (var key : new String[] {"dpl_nobody", "", "x".repeat(500)}) {
            var page = frame(key, SITE, "");
            assertThat(page.statusCode()).as(key).isEqualTo(404);
            assertThat(text(page)).contains("data-code=\"deployment_not_found\"");
        }
        assertThat(deployments.counted).filteredOn("failures"::equals).hasSize(3);
        assertThat(deployments.refused).isEmpty();
    }

    @Test
    void who_tried_too_many_keys_or_came_too_often_has_to_wait() throws Exception {
        for (var limit : new String[] {"failures", "frames"}) {
            deployments.exhausted.clear();
            deployments.exhausted.add(limit);
            var page = frame(FakeDeployments.KEY, SITE, "");
            assertThat(page.statusCode()).as(limit).isEqualTo(429);
            assertThat(header(page, "Retry-After")).isEqualTo("42");
            assertThat(text(page)).contains("data-code=\"rate_limited\"");
        }
    }

    @Test
    void language_and_theme_are_the_sites_and_else_the_browsers() throws Exception {
        assertThat(text(frame(FakeDeployments.KEY, SITE, "&locale=en&theme=dark")))
                .contains("<html lang=\"en\" data-theme=\"dark\"");
        assertThat(text(frame(FakeDeployments.KEY, SITE, "&theme=%22%3E", "Accept-Language", "de,en-GB;q=0.8")))
                .contains("<html lang=\"en\" data-theme=\"auto\"");
        assertThat(text(frame(FakeDeployments.KEY, SITE, "", "Accept-Language", "de")))
                .contains("<html lang=\"fr\" data-theme=\"auto\"");
    }

    @Test
    void all_that_the_frame_loads_weighs_less_than_forty_kilobytes_on_its_way() throws Exception {
        var page = frame(FakeDeployments.KEY, SITE, "", "Accept-Encoding", "gzip");
        var files = new PageFiles();
        var weight = page.body().length
                + addresses(text(frame(FakeDeployments.KEY, SITE, "")))
                        .map(address -> address.substring(address.lastIndexOf('/') + 1))
                        .mapToInt(name -> files.asset(name).orElseThrow().weight())
                        .sum();

        assertThat(weight).isLessThan(MOST);
    }

    @Test
    void every_module_that_another_imports_is_loaded_at_once() throws Exception {
        var html = text(frame(FakeDeployments.KEY, SITE, ""));
        var files = new PageFiles();
        var imported = addresses(html)
                .filter(address -> address.endsWith(".js"))
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .map(name -> new String(files.asset(name).orElseThrow().content(), UTF_8))
                .flatMap(module -> Pattern.compile("from '\\./([a-z-]+\\.js)'")
                        .matcher(module)
                        .results()
                        .map(found -> found.group(1)));

        assertThat(imported.distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(html)
                        .contains("<link rel=\"modulepreload\" href=\"/assets/" + files.version() + "/" + name));
    }

    private static Stream<String> addresses(String html) {
        return Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1));
    }

    private HttpResponse<byte[]> frame(String key, String parent, String more, String... headers) throws Exception {
        return served.get(
                "/widget/v1/frame?key=" + key + "&parent=" + URLEncoder.encode(parent, UTF_8) + more, headers);
    }

    private static String text(HttpResponse<byte[]> page) {
        return new String(page.body(), UTF_8);
    }

    private static JsonNode told(HttpResponse<byte[]> page) throws IOException {
        var meta = Pattern.compile("<meta name=\"guichet-frame\" content=\"([^\"]*)\">")
                .matcher(text(page));
        assertThat(meta.find()).isTrue();
        return new ObjectMapper()
                .readTree(meta.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&"));
    }
}
