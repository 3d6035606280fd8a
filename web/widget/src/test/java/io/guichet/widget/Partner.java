package io.guichet.widget;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A visitor on a partner's site: its pages on one origin, Guichet with a scripted API on another. */
final class Partner implements AutoCloseable {

    /** One init, with where it came from and what it said. */
    record Init(String origin, JsonNode body) {}

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeApi api = new FakeApi();
    final FakeDeployments deployments = new FakeDeployments();
    final List<Init> inits = new CopyOnWriteArrayList<>();
    final List<Map<String, List<String>>> calls = new CopyOnWriteArrayList<>();
    private final List<String> contexts = new CopyOnWriteArrayList<>();

    /** Exceptions that no one caught, and whatever a policy had to stop. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    final Page page;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer guichet;
    private final HttpServer site;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final BrowserContext context;
    private volatile String policy;

    Partner(Browser browser, Browser.NewContextOptions options) throws IOException {
        guichet = server();
        guichet.createContext("/", new ServedByServlet());
        guichet.createContext("/widget/v1", new ServedByServlet(loader(), "/widget/v1"));
        guichet.createContext("/widget/v1/frame", new ServedByServlet(deployments.servlet(), "/widget/v1/frame"));
        guichet.createContext("/api/widget/v1", this::call);
        guichet.createContext("/api/widget/v1/init", this::init);
        guichet.start();
        site = server();
        site.createContext("/", this::page);
        site.start();
        deployments.allowed.add(origin());
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

    private HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        return server;
    }

    private LoaderServlet loader() {
        var servlet = new LoaderServlet();
        servlet.config = new WidgetConfig();
        servlet.config.publicUrl = guichet();
        return servlet;
    }

    String guichet() {
        return "http://127.0.0.1:" + guichet.getAddress().getPort();
    }

    String origin() {
        return "http://localhost:" + site.getAddress().getPort();
    }

    BrowserContext context() {
        return context;
    }

    // --- the partner's site

    /** The policy that the site's pages are sent with. */
    Partner withPolicy(String value) {
        policy = value;
        return this;
    }

    /** A page of the site. */
    Partner serving(String path, String body) {
        pages.put(path, body);
        return this;
    }

    /** A page with some text, the widget, and a log of all that it hears from it. */
    Partner serving(String options) {
        return serving("/", """
                <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>LogicielX</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>body { max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem; color: #2b3640;
                  font: 1.05rem/1.7 system-ui, sans-serif; }</style></head>
                <body><main><h1>Mes devis</h1><p>%s</p></main>
                <script>
                  window.heard = [];
                  window.AiManagerConfig = Object.assign({
                    deploymentKey: '%s',
                    onReady: (widget) => heard.push(['onReady', widget === AiManagerWidget]),
                    onMessage: (message) => heard.push(['onMessage', message]),
                    onError: (error) => heard.push(['onError', error]),
                  }, %s);
                </script>
                <script src="%s/widget/v1/loader.js" async></script></body></html>
                """.formatted(
                        "Vos devis, vos factures et vos chantiers au même endroit. ".repeat(80),
                        FakeDeployments.KEY,
                        options,
                        guichet()));
    }

    Partner open() {
        if (pages.isEmpty()) {
            serving("{}");
        }
        page.navigate(origin() + "/");
        return this;
    }

    /** Opens the page, and waits until the widget is there. */
    Partner ready() {
        open();
        page.waitForFunction("() => window.heard.some(([name]) => name === 'onReady')");
        return this;
    }

    private void page(HttpExchange exchange) throws IOException {
        var body = pages.get(exchange.getRequestURI().getPath());
        if (policy != null) {
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        }
        var bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    // --- the API

    private void call(HttpExchange exchange) throws IOException {
        calls.add(Map.copyOf(exchange.getRequestHeaders()));
        if (exchange.getRequestURI().getPath().endsWith("/message")) {
            var body = exchange.getRequestBody().readAllBytes();
            contexts.add(JSON.readTree(body).path("context").toString());
            exchange.setStreams(new ByteArrayInputStream(body), null);
        }
        api.handle(exchange);
    }

    /** What each attempt of a message said of the page; empty where nothing. */
    List<String> contexts() {
        return List.copyOf(contexts);
    }

    /** Init as a page of another origin calls it: a question beforehand, and an answer for that origin alone. */
    private void init(HttpExchange exchange) throws IOException {
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (deployments.allowed.contains(String.valueOf(origin))) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
        }
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "POST");
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "Content-Type");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        var body = exchange.getRequestBody().readAllBytes();
        inits.add(new Init(origin, JSON.readTree(body)));
        exchange.setStreams(new ByteArrayInputStream(body), null);
        api.handle(exchange);
    }

    // --- what the visitor sees

    Locator launcher() {
        return page.locator("aimanager-widget button");
    }

    Locator panel() {
        return page.locator("aimanager-widget .panel");
    }

    FrameLocator chat() {
        return page.frameLocator("aimanager-widget iframe");
    }

    /** Waits until the chat has noted whether it is open: it is told of it by a message, and the page keeps it. */
    void remembers(String state) {
        page.waitForCondition(
                () -> (Boolean) page.evaluate("(state) => Object.values(sessionStorage).includes(state)", state));
    }

    Locator field() {
        return chat().locator("#text");
    }

    Locator said(String text) {
        return chat().getByRole(AriaRole.LOG).getByText(text);
    }

    Locator button(String name) {
        return chat().getByRole(
                        AriaRole.BUTTON,
                        new FrameLocator.GetByRoleOptions().setName(name).setExact(true));
    }

    void say(String text) {
        field().fill(text);
        field().press("Enter");
    }

    /** What the page heard under a name. */
    @SuppressWarnings("unchecked")
    List<Object> heard(String name) {
        return (List<Object>) page.evaluate(
                "name => window.heard.filter(([n]) => n === name).map(([, detail]) => detail ?? null)", name);
    }

    void awaits(String name) {
        page.waitForFunction("name => window.heard.some(([n]) => n === name)", name);
    }

    /** Writes what the widget tells under a name into what was heard. */
    void listens(String... names) {
        page.evaluate(
                "names => names.forEach(n => AiManagerWidget.on(n, d => heard.push([n, d ?? null])))", List.of(names));
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve("widget-" + name + ".png")));
    }

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
        guichet.stop(0);
        site.stop(0);
        threads.shutdownNow();
    }
}
