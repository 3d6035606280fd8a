package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** The pre-quote where there is little room, and on paper. */
class PreQuotePaperTest extends InChromium {

    @Test
    void on_a_narrow_phone_it_is_read_without_scrolling() throws IOException {
        visit = at(
                browser,
                new Browser.NewContextOptions().setViewportSize(320, 640).setLocale("fr-FR"));
        toPreQuote();

        assertThat((boolean) visit.page.locator(".pre-quote-scroll").evaluate("e => e.scrollWidth <= e.clientWidth"))
                .isTrue();
        assertThat(visit.page.getByText("8 m² × 80,00 €")).isVisible();
        assertThat(visit.page.locator("tfoot tr").last()).isVisible();
        assertThat(visit.barriers()).isEmpty();
        visit.page.locator(".pre-quote").scrollIntoViewIfNeeded();
        visit.screenshot("phone-320-pre-quote");
    }

    @Test
    void on_paper_stands_what_was_said_and_nothing_to_press() throws IOException {
        visit = at(browser, Visit.desktop());
        toPreQuote();

        visit.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(visit.page.getByRole(AriaRole.TABLE)).isVisible();
        assertThat(visit.page.getByRole(AriaRole.NOTE)).isVisible();
        assertThat(visit.field()).isHidden();
        assertThat((boolean) visit.page.locator(".scroller").evaluate("e => e.scrollHeight <= e.clientHeight + 1"))
                .isTrue();
        visit.page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/paper.png")));
    }

    private void toPreQuote() {
        visit.open();
        visit.say("Refaire ma salle de bain");
        visit.button("Plus de deux ans").click();
        assertThat(visit.said("quelques photos")).isVisible();
        visit.say("Voilà");
        assertThat(visit.page.locator(".pre-quote")).isVisible();
    }
}
