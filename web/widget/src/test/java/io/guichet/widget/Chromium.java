package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** A browser for the tests of a class. */
@EnabledIf(value = "io.guichet.widget.Visit#hasChromium", disabledReason = Visit.NO_CHROMIUM)
class Chromium {

    static Browser browser;
    private static Playwright playwright;

    @BeforeAll
    static void launch() {
        playwright = Visit.playwright();
        browser = Visit.chromium(playwright);
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }
}
