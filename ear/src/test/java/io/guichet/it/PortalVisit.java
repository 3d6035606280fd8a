package io.guichet.it;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** One person with a browser of his own. */
final class PortalVisit implements AutoCloseable {

    static final String PASSWORD = "guichet-demo";

    private static final String PORTAL =
            Optional.ofNullable(System.getenv("GUICHET_TEST_PORTAL_URL")).orElse("http://localhost:8080/portal");

    /** What browsers keep of those who signed in, by their names. */
    private static final Map<String, List<Cookie>> SIGNED_IN = new ConcurrentHashMap<>();

    final Page page;

    /** Exceptions that no one caught, and whatever a page's own policy had to stop. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    private final BrowserContext context;

    PortalVisit(Browser browser, int width, int height) {
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale("fr-FR"));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
    }

    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /** The machine's Chromium. */
    static Browser chromium(Playwright playwright) {
        var binary = Optional.ofNullable(System.getenv("GUICHET_CHROMIUM")).orElse("/usr/bin/chromium");
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(binary))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** Opens a page of the portal; answers its HTTP status, after redirects. */
    int open(String path) {
        return page.navigate(PORTAL + path).status();
    }

    /** Signs in, or goes on where the same person came in before. */
    void signIn(String username) {
        context.addCookies(SIGNED_IN.getOrDefault(username, List.of()));
        open("/");
        if (!page.url().startsWith(PORTAL)) {
            giveNameAndPassword(username);
        }
        SIGNED_IN.put(username, context.cookies());
    }

    /** Signs in with name and password, whoever came before. */
    void signInAnew(String username) {
        open("/");
        giveNameAndPassword(username);
    }

    private void giveNameAndPassword(String username) {
        page.locator("#username").fill(username);
        page.locator("#password").fill(PASSWORD);
        page.locator("[type=submit]").click();
        page.waitForURL(url -> url.startsWith(PORTAL));
    }

    /** Follows the link of this text, on this page. */
    void follow(String text) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text)).click();
    }

    /** Makes a link at the first tenant; answers its address. */
    String makeLink() {
        linkButton().click();
        return page.getByLabel("Adresse à envoyer au client").inputValue();
    }

    Locator linkButton() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Créer un lien")))
                .first();
    }

    /** The portal's session ends here and now; Keycloak's goes on. */
    void forgetSession() {
        context.clearCookies(new BrowserContext.ClearCookiesOptions().setName("GUICHET_PORTAL"));
    }

    /** As a customer on a link's page; returns when the agent's answer holds what is expected. */
    void say(String text, String answer) {
        var field = page.getByLabel("Votre message");
        field.fill(text);
        field.press("Enter");
        assertThat(page.getByRole(AriaRole.LOG).getByText(answer).last()).isVisible();
    }

    /** At the first tenant. */
    Locator newestConversation() {
        return page.locator("table.cards").first().locator("tbody th a").first();
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text))
                .first();
    }

    List<Cookie> sessionCookies() {
        return context.cookies(PORTAL).stream()
                .filter(cookie -> cookie.path.equals("/portal"))
                .toList();
    }

    /** What axe finds that keeps somebody out. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                        .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
