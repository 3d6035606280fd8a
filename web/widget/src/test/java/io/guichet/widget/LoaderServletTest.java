package io.guichet.widget;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.guichet.widget.Served.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The script that partners put into their pages, as it is served. */
class LoaderServletTest {

    private static Served served;

    @BeforeAll
    static void serve() throws IOException {
        var servlet = new LoaderServlet();
        servlet.config = new WidgetConfig();
        servlet.config.publicUrl = "https://chat.guichet.example";
        served = new Served("/widget/v1", new ServedByServlet(servlet, "/widget/v1"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void it_weighs_less_than_six_kilobytes_on_its_way() throws Exception {
        var loader = served.get("/widget/v1/loader.js", "Accept-Encoding", "gzip");

        assertThat(header(loader, "Content-Encoding")).isEqualTo("gzip");
        assertThat(loader.body()).hasSizeLessThan(6_000);
        assertThat(served.get("/widget/v1/loader.js").body()).hasSizeGreaterThan(6_000);
    }

    @Test
    void every_page_may_load_it_and_asks_again_after_an_hour() throws Exception {
        var loader = served.get("/widget/v1/loader.js");

        assertThat(loader.statusCode()).isEqualTo(200);
        assertThat(header(loader, "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(header(loader, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(loader, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(loader, "Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(header(loader, "X-Content-Type-Options")).isEqualTo("nosniff");
        var tag = header(loader, "ETag");
        assertThat(served.get("/widget/v1/loader.js", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_version_is_the_same_for_ever_and_is_what_its_hash_says() throws Exception {
        var described =
                new ObjectMapper().readTree(served.get("/widget/v1/loader.json").body());
        var url = described.at("/url").asText();
        assertThat(url)
                .isEqualTo("https://chat.guichet.example/widget/v1/"
                        + described.at("/version").asText() + "/loader.js");

        var loader = served.get(url.substring("https://chat.guichet.example".length()));

        assertThat(loader.statusCode()).isEqualTo(200);
        assertThat(header(loader, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(loader, "Access-Control-Allow-Origin")).isEqualTo("*");
        var hash = MessageDigest.getInstance("SHA-384").digest(loader.body());
        assertThat(described.at("/integrity").asText())
                .isEqualTo("sha384-" + Base64.getEncoder().encodeToString(hash));
        assertThat(loader.body()).isEqualTo(served.get("/widget/v1/loader.js").body());
    }

    @Test
    void a_version_that_never_was_is_not_found() throws Exception {
        for (var path : new String[] {
            "/widget/v1/0123456789abcdef/loader.js", "/widget/v1/", "/widget/v1/loader", "/widget/v1/%2e%2e/loader.js"
        }) {
            var answer = served.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void it_needs_no_build_and_holds_no_address_of_ours() throws Exception {
        var text = new String(served.get("/widget/v1/loader.js").body(), UTF_8);

        assertThat(text).doesNotContain("innerHTML", "eval(", "new Function", "http://localhost", "guichet.example");
    }
}
