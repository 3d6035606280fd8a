package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser for the tests of a class, and a visit for each of them, which ends without a fault. */
@EnabledIf(value = "io.guichet.widget.Visit#hasChromium", disabledReason = Visit.NO_CHROMIUM)
class InChromium {

    static Browser browser;
    private static Playwright playwright;

    Visit visit;

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

    @AfterEach
    void leave() {
        visit.close();
        assertThat(visit.faults).isEmpty();
    }
}
