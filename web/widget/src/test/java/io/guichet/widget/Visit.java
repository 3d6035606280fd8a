package io.guichet.widget;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One visitor with a browser of his own, the real page and a scripted API on one origin. */
final class Visit implements AutoCloseable {

    static final String NO_CHROMIUM =
            "No Chromium: set GUICHET_CHROMIUM to its path (default /usr/bin/chromium) to test the page in a browser";

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    final FakeApi api = new FakeApi();
    final Page page;

    /** Exceptions that no one caught, and whatever the page's own policy had to stop. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final BrowserContext context;

    Visit(Browser browser, Browser.NewContextOptions options) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", new ServedByServlet());
        server.createContext("/api/widget/v1", api);
        server.start();
        context = browser.newContext(options);
        context.setDefaultTimeout(15_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
    }

    static Browser.NewContextOptions phone() {
        return new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setLocale("fr-FR");
    }

    static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale("fr-FR");
    }

    /** The machine's Chromium; the tests that need it are skipped where there is none. */
    static Browser chromium(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(binary())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static boolean hasChromium() {
        return Files.isExecutable(binary());
    }

    private static Path binary() {
        return Path.of(Optional.ofNullable(System.getenv("GUICHET_CHROMIUM")).orElse("/usr/bin/chromium"));
    }

    Visit open() {
        page.navigate(url("/s/lnk_visit"));
        return this;
    }

    /** Once the page follows the conversation, what it knows of it comes by the stream alone. */
    Visit openAndFollow() {
        open();
        page.waitForCondition(api::isFollowed);
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    BrowserContext context() {
        return context;
    }

    Locator field() {
        return page.getByLabel("Votre message");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator said(String text) {
        return page.getByRole(AriaRole.LOG).getByText(text);
    }

    /** What the visitor said and the server has: as it was sent, or as the server told it since. */
    Locator sent(String text) {
        return page.locator(".message.visitor:not([data-state])")
                .or(page.locator(".message.visitor[data-state=sent]"))
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    void say(String text) {
        field().fill(text);
        field().press("Enter");
    }

    void choose(FilePayload... files) {
        page.setInputFiles("input[type=file]", files);
    }

    static FilePayload photo(String name) {
        return new FilePayload(name, "image/png", Pictures.bathroom());
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** What axe finds that keeps somebody out; animations have ended first, lest a fading text be measured. */
    List<String> barriers() {
        page.waitForFunction("() => document.getAnimations().every(a => a.playState !== 'running'"
                + " || a.effect.getComputedTiming().iterations === Infinity)");
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
        server.stop(0);
        threads.shutdownNow();
    }
}
