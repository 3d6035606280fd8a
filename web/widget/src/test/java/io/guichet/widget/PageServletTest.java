package io.guichet.widget;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

class PageServletTest {

    private static final Path PAGE = Path.of("src/main/resources/io/guichet/widget/page");

    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new ServedByServlet());
        server.start();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void the_page_of_a_link_is_not_stored_framed_or_allowed_foreign_scripts() throws Exception {
        var page = get("/s/lnk_abc");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Robots-Tag")).isEqualTo("noindex, nofollow");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void the_token_is_not_in_the_page_and_every_link_gets_the_same_bytes() throws Exception {
        assertThat(get("/s/lnk_abc").body())
                .doesNotContain("lnk_abc")
                .isEqualTo(get("/s/lnk_xyz").body());
    }

    @Test
    void every_asset_that_the_page_names_is_kept_for_ever_under_the_hash_of_its_content() throws Exception {
        var named = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                .matcher(get("/s/lnk_abc").body());

        int seen = 0;
        for (; named.find(); seen++) {
            var asset = get(named.group(1));
            assertThat(asset.statusCode()).as(named.group(1)).isEqualTo(200);
            assertThat(header(asset, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(asset, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(asset, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        }
        assertThat(seen).isEqualTo(3);
    }

    @Test
    void every_file_of_the_page_is_served_and_has_its_type() throws Exception {
        String version = new PageFiles().version();
        try (var files = Files.list(PAGE)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".html")).toList()) {
                var asset = get("/assets/" + version + "/" + file.getFileName());
                assertThat(asset.statusCode()).as(file.toString()).isEqualTo(200);
                assertThat(header(asset, "Content-Type"))
                        .matches("text/(javascript|css);charset=UTF-8|image/svg\\+xml");
            }
        }
    }

    @Test
    void an_asset_of_another_version_is_served_but_not_kept() throws Exception {
        var asset = get("/assets/0123456789abcdef/main.js");

        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(header(asset, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void an_asset_that_the_browser_has_is_not_sent_again() throws Exception {
        String version = new PageFiles().version();
        var request = HttpRequest.newBuilder(address("/assets/" + version + "/main.js"))
                .header("If-None-Match", "\"" + version + "\"")
                .build();

        assertThat(client.send(request, ofString()).statusCode()).isEqualTo(304);
    }

    @Test
    void what_does_not_exist_is_a_problem_and_nothing_outside_the_page_is_read() throws Exception {
        String version = new PageFiles().version();
        for (String path : new String[] {
            "/s/",
            "/s/a/b",
            "/assets/",
            "/assets/" + version + "/none.js",
            "/assets/" + version + "/%2e%2e/PageFiles.class"
        }) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void a_person_who_is_lost_reads_two_sentences_and_nothing_of_the_server() throws Exception {
        for (String path : new String[] {"/nowhere", "/index.html", "/s/a/b", "/WEB-INF/web.xml", "/a/b/c"}) {
            var request = HttpRequest.newBuilder(address(path))
                    .header("Accept", "text/html,application/xhtml+xml")
                    .build();
            var answer = client.send(request, ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.body())
                    .contains("Cette page n’existe pas.", "lang=\"en\">This page does not exist.")
                    .doesNotContainIgnoringCase("undertow")
                    .doesNotContain(path);
        }
    }

    @Test
    void the_root_says_what_this_place_is() throws Exception {
        var landing = get("/");

        assertThat(landing.statusCode()).isEqualTo(200);
        assertThat(landing.body()).contains("<h1>Guichet</h1>").doesNotContain("{assets}");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
