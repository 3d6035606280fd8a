package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The browser of all tests that run in this process: each test has a context of its own in it, and nothing else. */
@EnabledIf(value = "io.guichet.widget.Visit#hasChromium", disabledReason = Visit.NO_CHROMIUM)
class Chromium {

    static Browser browser;

    @BeforeAll
    static void launch() {
        browser = Launched.BROWSER;
    }

    /** When the first class asks for it; it ends with the process. */
    private static final class Launched {

        private static final Playwright PLAYWRIGHT = Visit.playwright();
        private static final Browser BROWSER = Visit.chromium(PLAYWRIGHT);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close));
        }
    }
}
