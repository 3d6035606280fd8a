package io.guichet.it;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The widget on a partner's page of another origin, against the real platform. */
class WidgetIT extends InBrowser {

    private static final String ALLOWED = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    private final Tenant ebp = Tenant.ebp();
    private PartnerSite site;
    private BrowserContext context;
    private Page page;

    @AfterEach
    void nothing_went_wrong_inside() {
        context.close();
        site.close();
        assertThat(faults).isEmpty();
    }

    @Test
    void a_visitor_of_a_partner_speaks_is_answered_and_finds_it_all_after_a_reload() {
        visit(ALLOWED, desktop());
        site.showing(withScript("", ""));
        page.navigate(site.origin());

        launcher().click();
        assertThat(chat().getByRole(AriaRole.NOTE)).containsText("intelligence artificielle");
        say("Je souhaite refaire ma salle de bain, 8m², douche italienne");
        assertThat(agent().last()).containsText(Pattern.compile("deux ans|2 ans"));
        assertThat(barriers()).isEmpty();
        screenshot("desktop");

        page.reload();

        assertThat(launcher()).hasAttribute("aria-expanded", "true");
        assertThat(agent().last()).containsText(Pattern.compile("deux ans|2 ans"));
        assertThat(chat().getByRole(AriaRole.LOG)).containsText("douche italienne");
    }

    @Test
    void on_a_phone_in_the_dark_it_fills_the_screen() {
        visit(ALLOWED, phone().setColorScheme(ColorScheme.DARK));
        site.showing(withScript("", ""));
        page.navigate(site.origin());
        screenshot("phone-closed");

        launcher().click();
        say("Bonjour, je voudrais repeindre mon salon");

        assertThat(agent().nth(1)).isVisible();
        assertThat(barriers()).isEmpty();
        screenshot("phone-dark");
    }

    @Test
    void a_site_with_a_strict_policy_and_a_pinned_script_shows_it() {
        visit(ALLOWED, desktop());
        var described =
                Json.parse(Call.get("/widget/v1/loader.json").send().is(200).text());
        assertThat(described.at("/url").asText())
                .isEqualTo(Platform.url() + "/widget/v1/"
                        + described.at("/version").asText() + "/loader.js");
        var ours = Platform.url();
        site.header(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src " + ours + "; frame-src " + ours + "; connect-src " + ours)
                .showing(withScript(
                        described.at("/version").asText() + "/",
                        "integrity='" + described.at("/integrity").asText() + "' crossorigin"));
        page.navigate(site.origin());

        launcher().click();
        say("Bonjour");

        assertThat(agent().nth(1)).isVisible();
    }

    @Test
    void a_site_that_is_not_allowed_shows_nothing_and_its_attempt_is_noted() {
        visit(STRANGER, desktop());
        site.showing("<script>window.AiManagerConfig = {onError: e => { window.refused = e.code; }};</script>"
                + withScript("", ""));
        page.navigate(site.origin());

        page.waitForFunction("() => window.refused === 'domain_not_allowed'");

        assertThat(page.locator("aimanager-widget")).hasCount(0);
        assertThat(refusalsOf(site.origin())).isEqualTo(1);
        Visitor.comesToThePage(ebp.deployment(), site.origin()).isProblem(403, "domain_not_allowed");
    }

    @Test
    void the_frame_is_shown_on_allowed_sites_alone() {
        visit(ALLOWED, desktop());
        var allowed = frame(ebp.deployment(), site.origin()).is(200);
        assertThat(allowed.header("Content-Security-Policy"))
                .contains("frame-ancestors https://")
                .contains("http://127.0.0.1:*")
                .doesNotContain("'none'; frame-ancestors *");
        assertThat(allowed.text()).contains("guichet-frame");

        var refused = frame(ebp.deployment(), "https://thief.example").is(403);
        assertThat(refused.header("Content-Security-Policy")).endsWith("frame-ancestors *");
        assertThat(refused.text()).contains("Ce site ne peut pas afficher cet assistant");
        assertThat(frame("dpl_nobody", site.origin()).is(404).text())
                .contains("Ce site ne peut pas afficher cet assistant");
    }

    @Test
    void a_session_of_one_page_opens_nothing_on_another_nor_for_another_deployment() {
        visit(ALLOWED, desktop());
        var visitor = Visitor.of(
                Visitor.comesToThePage(ebp.deployment(), site.origin()).is(200));
        var path = "/api/widget/v1/session/" + visitor.conversation() + "/messages";

        visitor.call("GET", path)
                .header("X-Parent-Origin", site.origin())
                .send()
                .is(200);
        visitor.call("GET", path)
                .header("X-Parent-Origin", "https://thief.example")
                .send()
                .isProblem(401, "invalid_session");
        visitor.call("GET", EventStream.of(visitor.conversation()))
                .header("Accept", "text/event-stream")
                .header("X-Parent-Origin", "https://thief.example")
                .send()
                .isProblem(401, "invalid_session");
        visitor.call("GET", path)
                .header("X-Deployment-Key", Tenant.sage().deployment())
                .send()
                .isProblem(401, "invalid_session");
        Visitor.ofEbp()
                .call("GET", path)
                .header("X-Parent-Origin", site.origin())
                .send()
                .isProblem(401, "invalid_session");
    }

    private Reply frame(String key, String parent) {
        return Call.get("/widget/v1/frame?key=" + key + "&parent=" + parent).send();
    }

    private long refusalsOf(String origin) {
        var deployment = StreamSupport.stream(
                        ebp.asks("/api/client/deployments").is(200).data().spliterator(), false)
                .filter(one -> one.at("/deployment_key").asText().equals(ebp.deployment()))
                .findFirst()
                .orElseThrow();
        var refusals = ebp.asks(
                        "/api/client/deployments/" + deployment.at("/id").asText() + "/refusals?q=" + origin)
                .is(200)
                .data();
        return StreamSupport.stream(refusals.spliterator(), false)
                .mapToLong((JsonNode one) -> one.at("/count").asLong())
                .sum();
    }

    private void visit(String host, Browser.NewContextOptions options) {
        site = new PartnerSite(host);
        context = browser.newContext(options);
        context.setDefaultTimeout(20_000);
        page = watched(context.newPage());
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale("fr-FR");
    }

    private static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setLocale("fr-FR");
    }

    /** The partner's page, with the script as the documentation says to paste it. */
    private String withScript(String version, String attributes) {
        return """
                <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>LogicielX</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"></head>
                <body><main><h1>LogicielX</h1><p>Vos devis et vos factures.</p></main>
                <script src="%s/widget/v1/%sloader.js" %s data-deployment-key="%s" async></script></body></html>
                """.formatted(Platform.url(), version, attributes, ebp.deployment());
    }

    private Locator launcher() {
        return page.locator("aimanager-widget button");
    }

    private FrameLocator chat() {
        return page.frameLocator("aimanager-widget iframe");
    }

    private Locator agent() {
        return chat().locator(".message.agent");
    }

    private void say(String text) {
        var field = chat().getByLabel("Votre message");
        field.fill(text);
        field.press("Enter");
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(Path.of("target/screenshots/widget-" + name + ".png")));
    }

    private List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                        .toList();
    }
}
