package io.guichet.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What the API says of itself: to machines, and to people with a browser and no other site. */
class ApiPageIT {

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @BeforeEach
    void open_a_browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(Platform.told("CHROMIUM")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterEach
    void close_the_browser() {
        playwright.close();
    }

    @Test
    void the_page_shows_every_operation_and_asks_no_other_site() {
        var page = visit();

        assertThat(page.locator(".info .title")).containsText("Guichet");
        assertThat(page.locator(".opblock"))
                .hasCount(Contract.ofThePlatform().endpoints().size());
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/api-page.png")));
        assertThat(faults).isEmpty();
    }

    @Test
    void an_operation_can_be_opened_and_tried() {
        var page = visit();

        var live = page.locator("#operations-health-healthLive");
        live.locator(".opblock-summary-control").click();
        assertThat(live).containsText("Does this node live");
        live.locator(".try-out__btn").click();
        live.locator(".execute").click();
        assertThat(live.locator(".live-responses-table .response-col_status").last())
                .containsText("200");
        assertThat(faults).isEmpty();
    }

    @Test
    void the_page_lets_nothing_in() {
        var page = Call.get("/api/docs").send().is(200);

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Call.get("/api/docs/../WEB-INF/web.xml").send().is(404);
        Call.get("/api/docs/page.html").send().isProblem(404, "not_found");
        Call.get("/api/docs/swagger-ui.js.map").send().isProblem(404, "not_found");
    }

    @Test
    void machines_read_it_as_json_or_as_yaml() {
        var json = Call.get("/api/openapi")
                .header("Accept", "application/json")
                .send()
                .is(200);
        var yaml = Call.get("/api/openapi").send().is(200);

        assertThat(json.json().at("/openapi").asText()).startsWith("3.1.");
        assertThat(json.json().at("/servers/0/url").asText()).isEqualTo("/");
        assertThat(json.json().at("/paths").fieldNames()).toIterable().allMatch(path -> path.startsWith("/api/"));
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        assertThat(yaml.text()).contains("openapi: 3.1.", "/api/widget/v1/init:");
        for (var endpoint : Contract.ofThePlatform().endpoints()) {
            assertThat(endpoint.operation().has("security"))
                    .as("%s says what opens it, or that nothing does", endpoint)
                    .isTrue();
        }
    }

    private Page visit() {
        var page = browser.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(Platform.url()) && !request.url().startsWith("data:")) {
                faults.add("asks " + request.url());
            }
        });
        page.navigate(Platform.url() + "/api/docs");
        return page;
    }
}
