package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static io.guichet.widget.FakeApi.saying;
import static org.assertj.core.api.Assertions.assertThat;

class ConversationPageTest extends InChromium {

    @Test
    void a_visitor_gets_his_pre_quote_on_a_phone() throws IOException {
        visit = at(browser, Visit.phone()).open();
        journey("phone");
    }

    @Test
    void a_visitor_gets_his_pre_quote_on_a_desktop() throws IOException {
        visit = at(browser, Visit.desktop()).open();
        journey("desktop");
    }

    @Test
    void in_the_dark_the_page_is_dark_and_shuts_nobody_out() throws IOException {
        visit = at(browser, Visit.phone().setColorScheme(ColorScheme.DARK));
        visit.api.branded("primary_color", "#ffee55");
        visit.open();
        journey("dark");
    }

    @Test
    void a_reload_goes_on_with_the_same_conversation() throws IOException {
        visit = at(browser, Visit.phone()).open();
        visit.say("Refaire ma salle de bain");
        assertThat(visit.said("plus de deux ans")).isVisible();

        visit.page.reload();

        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.said("Refaire ma salle de bain")).hasCount(1);
        assertThat(visit.said("Pouvez-vous me décrire")).hasCount(1);
        assertThat(visit.api.opened).containsExactly("lnk_visit");
        assertThat((String) visit.page.evaluate("() => JSON.stringify(localStorage)"))
                .doesNotContain("lnk_visit");
    }

    @Test
    void a_session_that_the_server_forgot_is_opened_again() throws IOException {
        visit = at(browser, Visit.phone()).open();
        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        visit.api.forgetSession();

        visit.say("Bonjour");

        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.api.opened).hasSize(2);
        assertThat(visit.api.conversation()).startsWith("visitor: Bonjour");
    }

    @Test
    void a_message_that_was_one_too_many_is_kept_and_goes_by_itself_when_the_server_said() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.refusingMessages(1, 2);
        visit.openAndFollow();

        visit.say("Il y a une fuite");
        assertThat(visit.page.locator("[data-state=failed]"))
                .containsText("votre message est gardé et partira dans 2 s");
        assertThat(visit.page.locator("[data-state=failed]")).containsText("Il y a une fuite");

        assertThat(visit.sent("Il y a une fuite")).isVisible();
        assertThat(visit.api.sent).hasSize(2);
        assertThat(visit.api.sent.get(0)).isEqualTo(visit.api.sent.get(1));
        assertThat(visit.api.conversation()).containsOnlyOnce("visitor: Il y a une fuite");
    }

    @Test
    void a_message_that_has_to_wait_for_long_is_kept_and_waits_for_the_visitor() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.refusingMessages(1, 700_000);
        visit.openAndFollow();

        visit.say("Il y a une fuite");
        assertThat(visit.page.locator("[data-state=failed]")).containsText("Le service a atteint sa limite");
        visit.button("Réessayer").click();

        assertThat(visit.sent("Il y a une fuite")).isVisible();
    }

    @Test
    void a_message_written_before_the_conversation_is_read_is_sent_and_shown_once() throws IOException {
        var gate = new CountDownLatch(1);
        visit = at(browser, Visit.phone());
        visit.api.holdingList(gate);
        visit.open();

        visit.say("Je suis pressé");
        assertThat(visit.page.locator("[data-state=sent]")).isVisible();
        gate.countDown();

        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.said("Je suis pressé")).hasCount(1);
        assertThat(visit.said("Pouvez-vous me décrire")).hasCount(1);
        assertThat(visit.page.locator(".message").first()).containsText("Pouvez-vous me décrire");
        assertThat(visit.api.sent).hasSize(1);
    }

    @Test
    void without_a_stream_of_events_the_answer_comes_all_the_same() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.withoutStream();
        visit.open();

        visit.say("Bonjour");

        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.said("Bonjour")).hasCount(2); // the welcome and the visitor
    }

    @Test
    void photos_are_seen_before_they_go_and_each_tells_how_far_it_is() throws IOException {
        var gate = new CountDownLatch(1);
        visit = at(browser, Visit.phone());
        visit.api.holdingUploads(gate).refusingUploads(Map.of("floue.png", 422));
        visit.open();

        visit.choose(Visit.photo("mur.png"), Visit.photo("sol.png"), Visit.photo("floue.png"));
        assertThat(visit.page.locator(".tray img")).hasCount(3);
        visit.button("Retirer sol.png").click();
        assertThat(visit.page.locator(".tray img")).hasCount(2);
        visit.screenshot("phone-tray");
        visit.field().fill("Voici l’existant");
        visit.button("Envoyer").click();
        assertThat(visit.page.getByLabel("Envoi de mur.png")).isVisible();
        visit.page.waitForFunction("() => document.querySelector('progress').value > 0");
        visit.screenshot("phone-uploading");
        gate.countDown();

        assertThat(visit.sent("floue.png n’est pas ce que son nom annonce")).isVisible();
        assertThat(visit.api.uploads).containsExactly("mur.png", "floue.png");
        assertThat(visit.api.sent)
                .singleElement()
                .satisfies(m -> assertThat(m.files()).hasSize(1));
        visit.page.reload();
        visit.button("Voir mur.png").click();
        assertThat(visit.page.locator("dialog img")).isVisible();
    }

    @Test
    void what_cannot_be_sent_is_refused_at_once_with_its_reason(@TempDir Path folder) throws IOException {
        visit = at(browser, Visit.phone()).open();

        visit.page.setInputFiles("input[type=file]", new Path[] {
            sized(folder, "plan.dwg", 1), sized(folder, "lourd.jpg", 10 * 1024 * 1024 + 1), sized(folder, "vide.pdf", 0)
        });
        assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("plan.dwg n’est pas accepté");
        assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("lourd.jpg est trop lourd");
        assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("vide.pdf est vide");
        FilePayload[] eleven = IntStream.rangeClosed(1, 11)
                .mapToObj(n -> Visit.photo(n + ".png"))
                .toArray(FilePayload[]::new);
        visit.choose(eleven);
        assertThat(visit.page.locator(".tray img")).hasCount(10);
        assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("11.png n’a pas été ajouté");
        assertThat(visit.api.uploads).isEmpty();
    }

    @Test
    void an_expired_or_unknown_link_says_so_in_plain_words() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.refusingLinks(410);
        visit.open();
        assertThat(visit.page.getByRole(AriaRole.HEADING)).hasText("Ce lien a expiré");
        assertThat(visit.barriers()).isEmpty();
        visit.screenshot("phone-expired");

        visit.api.refusingLinks(404);
        visit.page.reload();
        assertThat(visit.page.getByRole(AriaRole.HEADING)).hasText("Ce lien n’existe pas");

        visit.api.refusingLinks(429);
        visit.page.reload();
        assertThat(visit.page.getByRole(AriaRole.HEADING)).hasText("Beaucoup de monde au guichet");
        visit.api.refusingLinks(0);
        visit.button("Réessayer").click();
        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
    }

    @Test
    void markup_and_script_in_messages_and_branding_stay_text() throws IOException {
        String hostile = "<img src=x onerror=window.hacked=1> **gras** [clic](javascript:window.hacked=1) "
                + "[banque](https://evil.example/a) <script>window.hacked=1</script>\n- un\n- <b>deux</b>";
        visit = new Visit(browser, Visit.phone());
        visit.api
                .replying(saying(hostile, "quick_replies", List.of("<i>oui</i>")))
                .branded("title", "<svg onload=window.hacked=1>")
                .branded("primary_color", "red;background:url(https://evil.example)")
                .branded("logo_url", "javascript:window.hacked=1");
        visit.open();

        visit.say("<img src=x onerror=window.hacked=1>");

        assertThat(visit.page.locator(".agent strong")).hasText("gras");
        assertThat(visit.page.locator(".agent li")).hasText(new String[] {"un", "<b>deux</b>"});
        assertThat(visit.page.locator(".bubble a")).hasText(new String[] {"banque (evil.example)"});
        assertThat(visit.page.locator(".bubble a")).hasAttribute("rel", Pattern.compile("noopener"));
        assertThat(visit.page.locator(".bubble img, .bubble script, .logo img")).hasCount(0);
        assertThat(visit.button("<i>oui</i>")).isVisible();
        assertThat(visit.page.evaluate("() => window.hacked ?? null")).isNull();
        assertThat(visit.page.evaluate("() => document.documentElement.style.getPropertyValue('--primary')"))
                .isEqualTo("#1f3a5f");
    }

    @Test
    void everything_is_done_with_a_keyboard_alone() throws IOException {
        visit = at(browser, Visit.desktop()).open();
        assertThat(visit.field()).isFocused();
        var keyboard = visit.page.keyboard();

        keyboard.press("Enter");
        keyboard.type("Refaire");
        keyboard.press("Shift+Enter");
        keyboard.type("ma salle de bain");
        keyboard.press("Enter");
        assertThat(visit.button("Plus de deux ans")).isVisible();
        focus("Plus de deux ans");
        visit.screenshot("desktop-keyboard");
        keyboard.press("Enter");
        assertThat(visit.said("quelques photos")).isVisible();
        visit.choose(Visit.photo("mur.png"));
        assertThat(visit.field()).isFocused();
        focus("Retirer mur.png");
        keyboard.press("Space");
        assertThat(visit.field()).isFocused();

        assertThat(visit.api.conversation())
                .contains("visitor: Refaire\nma salle de bain", "visitor: Plus de deux ans");
        assertThat(visit.api.sent).hasSize(2);
    }

    @Test
    void a_text_too_long_is_counted_and_kept_back() throws IOException {
        visit = at(browser, Visit.phone()).open();

        visit.field().fill("x".repeat(7_600));
        assertThat(visit.page.locator("#counter")).hasText("Encore 400 caractères");
        visit.field().fill("x".repeat(8_001));
        assertThat(visit.page.locator("#counter")).hasText("1 caractères de trop (8 000 au plus)");
        visit.field().press("Enter");

        assertThat(visit.api.sent).isEmpty();
        assertThat(visit.barriers()).isEmpty();
    }

    @Test
    void an_english_browser_is_spoken_to_in_english() throws IOException {
        visit = at(browser, Visit.desktop().setLocale("en-GB")).open();

        assertThat(visit.page.getByLabel("Your message")).isVisible();
        assertThat(visit.page.locator("html")).hasAttribute("lang", "en");
        assertThat(visit.button("Send")).isVisible();
    }

    @Test
    void at_twice_the_size_on_a_small_phone_nothing_is_cut_off() throws IOException {
        visit = at(
                        browser,
                        new Browser.NewContextOptions()
                                .setViewportSize(195, 422)
                                .setLocale("fr-FR"))
                .open();
        toPreQuote();

        assertThat(visit.field()).isInViewport();
        assertThat(visit.page.getByRole(AriaRole.NOTE)).isInViewport();
        assertThat((boolean) visit.page.evaluate("() => [document.documentElement,"
                        + " document.querySelector('.app'), document.querySelector('.scroller')]"
                        + ".every(e => e.scrollWidth <= innerWidth)"))
                .isTrue();
        assertThat(((Number) visit.page.evaluate("() => document.querySelector('.scroller').clientHeight")).intValue())
                .isGreaterThan(160);
        visit.screenshot("zoomed");
    }

    private void journey(String name) {
        assertThat(visit.page.getByRole(AriaRole.HEADING)).hasText("Durant Peinture");
        assertThat(visit.page.getByRole(AriaRole.NOTE)).containsText("intelligence artificielle");
        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        visit.screenshot(name + "-1-welcome");
        toPreQuote();

        Locator table = visit.page.getByRole(AriaRole.TABLE);
        assertThat(table).hasAccessibleName(Pattern.compile("Pré-devis estimatif"));
        assertThat(table.getByRole(AriaRole.ROWHEADER)).hasCount(5 + 3);
        assertThat(table.getByRole(AriaRole.COLUMNHEADER)).hasCount(4);
        assertThat(table.locator("tfoot tr").nth(0)).hasText(Pattern.compile("Total HT\\s*5\\s790,00\\s€"));
        assertThat(table.locator("tfoot tr").nth(1)).hasText(Pattern.compile("TVA 20\\s%.*1\\s158,00\\s€"));
        assertThat(table.locator("tfoot tr").nth(2)).hasText(Pattern.compile("Total TTC\\s*6\\s948,00\\s€"));
        assertThat(visit.page.getByRole(AriaRole.NOTE)).isInViewport();
        assertThat(visit.barriers()).isEmpty();
        visit.screenshot(name + "-3-pre-quote");
        visit.page.locator(".scroller").evaluate("e => e.scrollTo({top: e.scrollHeight, behavior: 'instant'})");
        visit.screenshot(name + "-4-end");
        assertThat(small()).as("touch targets under 44 px").isEmpty();
    }

    private void toPreQuote() {
        visit.say("Je souhaite refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol");
        assertThat(visit.button("Plus de deux ans")).isVisible();
        visit.button("Moins de deux ans").click();
        assertThat(visit.said("quelques photos")).isVisible();
        visit.choose(Visit.photo("photo1.png"), Visit.photo("photo2.png"));
        visit.button("Envoyer").click();
        assertThat(visit.page.getByRole(AriaRole.TABLE)).isVisible();
        assertThat(visit.page.locator("[data-state=sent]")).hasCount(3);
    }

    private List<?> small() {
        return (List<?>) visit.page.evaluate("() => [...document.querySelectorAll('button, textarea')]"
                + ".filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect();"
                + " return r.width < 44 || r.height < 44; }).map(e => e.outerHTML)");
    }

    private static Path sized(Path folder, String name, long length) throws IOException {
        Path path = folder.resolve(name);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
        return path;
    }

    private void focus(String button) {
        for (int i = 0; i < 20; i++) {
            visit.page.keyboard().press("Shift+Tab");
            if ((boolean) visit.button(button).evaluate("e => e === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach « " + button + " »");
    }
}
