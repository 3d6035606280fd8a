package io.guichet.it;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page of a link in a real browser, against the real platform. */
class PageIT extends InBrowser {

    private BrowserContext phone;
    private Page page;

    @BeforeEach
    void take_a_phone() {
        phone = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setLocale("fr-FR"));
        phone.setDefaultTimeout(20_000);
        page = watched(phone.newPage());
    }

    @AfterEach
    void nothing_went_wrong_inside() {
        phone.close();
        assertThat(faults).isEmpty();
    }

    @Test
    void a_customer_describes_answers_sends_two_photos_and_sees_his_pre_quote() {
        page.navigate(Tenant.ebp().createsALinkFor("DUR-001").url());
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Durant Peinture");
        assertThat(page.getByRole(AriaRole.NOTE)).containsText("intelligence artificielle");
        assertThat(barriers()).isEmpty();
        screenshot("1-welcome");

        say("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        assertThat(agent().last()).containsText(Pattern.compile("deux ans|2 ans"));
        say("Non, moins de deux ans");
        assertThat(agent().last()).containsText("photo");
        page.setInputFiles("input[type=file]", new FilePayload[] {
            new FilePayload("mur.jpg", "image/jpeg", Photos.jpeg()),
            new FilePayload("sol.png", "image/png", Photos.png())
        });
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Envoyer").setExact(true))
                .click();

        var table = page.getByRole(AriaRole.TABLE);
        assertThat(table).isVisible();
        assertThat(table.locator("tfoot tr").first()).hasText(Pattern.compile("Total HT\\s*5\\s790,00\\s€"));
        assertThat(table.locator("tfoot tr").last()).hasText(Pattern.compile("Total TTC\\s*6\\s948,00\\s€"));
        assertThat(barriers()).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        screenshot("2-pre-quote");

        page.reload();
        assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
        assertThat(page.getByRole(AriaRole.LOG)).containsText("douche italienne");
    }

    @Test
    void what_is_being_written_survives_a_reload_and_a_large_photo_goes_in_pieces() {
        page.navigate(Tenant.ebp().createsALinkFor("DUR-001").url());
        page.getByLabel("Votre message").fill("Voici le mur");
        page.setInputFiles("input[type=file]", new FilePayload("mur.jpg", "image/jpeg", Photos.jpegOf(2_000_000)));
        assertThat(page.locator(".tray img")).isVisible();

        page.reload();
        assertThat(page.getByLabel("Votre message")).hasValue("Voici le mur");
        assertThat(page.locator(".tray img")).isVisible();
        page.getByLabel("Votre message").press("Enter");

        assertThat(page.locator("[data-state=sent]")).containsText("Voici le mur");
        page.reload();
        assertThat(page.locator(".message.visitor .file-photo")).isVisible();
        assertThat(page.getByLabel("Votre message")).hasValue("");
    }

    @Test
    void a_link_that_was_revoked_says_so_and_takes_no_words() {
        var ebp = Tenant.ebp();
        var link = ebp.createsALinkFor("DUR-001");
        ebp.revokes(link).is(204);

        page.navigate(link.url());

        assertThat(page.locator("body")).containsText("lien");
        assertThat(page.getByLabel("Votre message")).hasCount(0);
        assertThat(barriers()).isEmpty();
        screenshot("3-gone");
    }

    private Locator agent() {
        return page.locator("[data-role=agent], .message.agent, .from-agent, .agent");
    }

    private void say(String text) {
        var field = page.getByLabel("Votre message");
        field.fill(text);
        field.press("Enter");
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/page-" + name + ".png")));
    }

    /** What axe finds that keeps somebody out; animations have ended first, lest a fading text be measured. */
    private List<String> barriers() {
        page.waitForFunction("() => document.getAnimations().every(a => a.playState !== 'running'"
                + " || a.effect.getComputedTiming().iterations === Infinity)");
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                        .toList();
    }
}
