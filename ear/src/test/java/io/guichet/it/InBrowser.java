package io.guichet.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The machine's Chromium for the tests of a class, and what went wrong in its pages. */
class InBrowser {

    static Browser browser;
    private static Playwright playwright;

    /** Exceptions that no one caught, and whatever a page's own policy had to stop. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open_a_browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(Platform.told("CHROMIUM")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void close_the_browser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Notes its faults from now on. */
    Page watched(Page page) {
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        return page;
    }
}
