package io.guichet.widget;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.FakeApi.saying;
import static org.assertj.core.api.Assertions.assertThat;

/** What a visitor of a partner's page lives with: the button, the conversation in its frame, and what is left of them. */
class WidgetTest extends OnPartnersPage {

    @Test
    void a_visitor_opens_the_chat_speaks_and_is_answered() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.replying(saying("Votre logement a-t-il plus de deux ans ?"));
        partner.ready();
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "false");
        assertThat(partner.launcher()).hasAccessibleName("Ouvrir la conversation");
        assertThat(partner.panel()).not().hasClass(Pattern.compile("open"));
        assertThat(partner.inits).isEmpty();
        partner.screenshot("desktop-1-closed");

        partner.launcher().click();

        assertThat(partner.launcher()).hasAttribute("aria-expanded", "true");
        assertThat(partner.chat().getByRole(AriaRole.HEADING)).hasText("Assistant LogicielX");
        assertThat(partner.chat().getByRole(AriaRole.NOTE)).containsText("intelligence artificielle");
        assertThat(partner.said("Pouvez-vous me décrire")).isVisible();
        assertThat(partner.field()).isFocused();
        partner.say("Refaire ma salle de bain");
        assertThat(partner.said("plus de deux ans")).isVisible();
        assertThat(partner.chat().getByText("Propulsé par Guichet")).isVisible();
        assertThat(partner.barriers()).isEmpty();
        partner.screenshot("desktop-2-open");
        assertThat(partner.inits).singleElement().satisfies(init -> {
            assertThat(init.origin()).isEqualTo(partner.origin());
            assertThat(init.body().toString()).isEqualTo("{\"deployment_key\":\"dpl_partner\"}");
        });
        assertThat(partner.calls)
                .isNotEmpty()
                .allSatisfy(headers -> assertThat(headers)
                        .containsEntry("X-deployment-key", List.of("dpl_partner"))
                        .containsEntry("X-parent-origin", List.of(partner.origin())));
        assertThat(partner.page.title()).isEqualTo("LogicielX");
        var size = partner.panel().boundingBox();
        assertThat(List.of(size.width, size.height)).containsExactly(380.0, 640.0);
    }

    @Test
    void on_a_phone_the_chat_fills_the_screen_and_the_page_behind_stands_still() throws IOException {
        partner = new Partner(browser, Visit.phone()).ready();
        partner.page.evaluate("() => document.body.style.setProperty('overflow', 'scroll')");
        partner.screenshot("phone-1-closed");

        partner.launcher().click();

        assertThat(partner.said("Pouvez-vous me décrire")).isVisible();
        partner.page.waitForFunction("() => { const r = document.querySelector('aimanager-widget').shadowRoot"
                + ".querySelector('.panel').getBoundingClientRect(); return r.x === 0 && r.y === 0"
                + " && r.width === innerWidth && r.height === innerHeight; }");
        assertThat(partner.launcher()).isHidden();
        assertThat(partner.panel()).hasAttribute("aria-modal", "true");
        assertThat(partner.page.locator("main")).hasAttribute("inert", "");
        assertThat(partner.page.evaluate("() => getComputedStyle(document.documentElement).overflow"))
                .isEqualTo("hidden");
        assertThat(partner.barriers()).isEmpty();
        partner.screenshot("phone-2-open");

        partner.button("Réduire la conversation").click();

        assertThat(partner.launcher()).isVisible();
        assertThat(partner.launcher()).isFocused();
        assertThat(partner.page.locator("main")).not().hasAttribute("inert", "");
        assertThat(partner.page.evaluate("() => [document.documentElement, document.body].map(e => e.style.cssText)"))
                .isEqualTo(List.of("", "overflow: scroll;"));
    }

    @Test
    void in_the_dark_and_in_english_it_is_dark_and_english() throws IOException {
        partner = new Partner(
                browser, Visit.desktop().setColorScheme(ColorScheme.DARK).setLocale("en-GB"));
        partner.serving("{locale: 'en'}").ready();

        assertThat(partner.launcher()).hasAccessibleName("Open the chat");
        partner.launcher().click();
        assertThat(partner.chat().getByLabel("Your message")).isVisible();
        assertThat(partner.button("Minimise the chat")).isVisible();
        assertThat((String) partner.field()
                        .evaluate("() => getComputedStyle(document.querySelector('.app')).backgroundColor"))
                .isEqualTo("rgb(17, 26, 36)");
        assertThat(partner.barriers()).isEmpty();
        partner.screenshot("dark");
    }

    @Test
    void what_the_site_asks_for_is_stronger_than_the_browser() throws IOException {
        partner = new Partner(
                browser, Visit.desktop().setColorScheme(ColorScheme.DARK).setLocale("en-GB"));
        partner.serving("{locale: 'fr', theme: 'light'}").ready();

        partner.launcher().click();

        assertThat(partner.field()).hasAccessibleName("Votre message");
        assertThat((String) partner.field()
                        .evaluate("() => getComputedStyle(document.querySelector('.app')).backgroundColor"))
                .isEqualTo("rgb(250, 248, 244)");
    }

    @Test
    void a_reload_goes_on_with_the_conversation_as_it_stood() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.replying(saying("Quelle surface ?"));
        partner.ready();
        partner.launcher().click();
        partner.say("Refaire ma salle de bain");
        assertThat(partner.said("Quelle surface")).isVisible();

        partner.page.reload();

        assertThat(partner.launcher()).hasAttribute("aria-expanded", "true");
        assertThat(partner.said("Quelle surface")).hasCount(1);
        assertThat(partner.said("Refaire ma salle de bain")).hasCount(1);
        assertThat(partner.said("Pouvez-vous me décrire")).hasCount(1);
        assertThat(partner.inits).hasSize(1);
        assertThat(partner.launcher()).not().isFocused();
        partner.launcher().click();
        partner.remembers("minimised");

        partner.page.reload();

        assertThat(partner.launcher()).hasAttribute("aria-expanded", "false");
    }

    @Test
    void an_answer_that_comes_while_the_chat_is_minimised_is_counted_on_the_button() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.ready();
        partner.listens("message:received");
        partner.launcher().click();
        partner.say("Bonjour");
        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();
        partner.launcher().click();
        partner.api.replying(saying("Quelle surface ?"));

        partner.page.evaluate("() => AiManagerWidget.sendMessage('Refaire ma salle de bain')");

        assertThat(partner.launcher()).hasAccessibleName("Ouvrir la conversation, 1 nouveau message");
        assertThat(partner.page.locator("aimanager-widget .badge")).hasText("1");
        assertThat(partner.page.locator("aimanager-widget [role=status]")).hasText("1 nouveau message");
        assertThat(partner.page.title()).isEqualTo("LogicielX");
        partner.screenshot("desktop-3-unread");
        partner.page.reload();
        assertThat(partner.launcher()).hasAccessibleName("Ouvrir la conversation, 1 nouveau message");
        partner.launcher().click();
        assertThat(partner.launcher()).hasAccessibleName("Réduire la conversation");
        assertThat(partner.page.locator("aimanager-widget .badge")).isHidden();
        assertThat(partner.heard("message:received")).isEmpty();
    }

    @Test
    void the_chat_is_opened_used_and_left_with_a_keyboard_alone() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();
        partner.page.keyboard().press("Tab");
        assertThat(partner.launcher()).isFocused();

        partner.page.keyboard().press("Enter");
        assertThat(partner.field()).isFocused();
        partner.page.keyboard().type("Bonjour");
        partner.page.keyboard().press("Enter");
        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();
        partner.page.keyboard().press("Escape");

        assertThat(partner.launcher()).isFocused();
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "false");
    }

    @Test
    void a_session_that_the_server_knows_no_more_is_asked_for_again_once_the_visitor_is_back() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.replying(saying("Quelle surface ?")).replying(saying("Merci, c’est noté."));
        partner.ready();
        partner.launcher().click();
        partner.say("Refaire ma salle de bain");
        assertThat(partner.said("Quelle surface")).isVisible();
        partner.launcher().click();
        partner.api.forgetSession();

        partner.page.reload();
        partner.page.waitForFunction("() => window.heard.some(([name]) => name === 'onReady')");
        assertThat(partner.inits).hasSize(1);
        partner.launcher().click();
        partner.say("8 m²");

        assertThat(partner.said("c’est noté")).isVisible();
        assertThat(partner.inits).hasSize(2);
        assertThat(partner.api.conversation()).startsWith("visitor: 8 m²");
    }

    @Test
    void a_site_with_a_strict_policy_shows_it_all_the_same() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        var ours = partner.guichet();
        partner.withPolicy("default-src 'none'; script-src " + ours + "; frame-src " + ours + "; connect-src " + ours
                        + "; style-src 'none'; base-uri 'none'; require-trusted-types-for 'script'")
                .serving("/", """
                        <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Banque</title></head>
                        <body><main><h1>Comptes</h1></main>
                        <script src="%s/widget/v1/loader.js" data-deployment-key="%s" data-position="bottom-left"
                          data-theme="light" async></script></body></html>
                        """.formatted(ours, FakeDeployments.KEY))
                .open();

        partner.launcher().click();
        partner.say("Bonjour");

        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();
        assertThat(partner.launcher().boundingBox().x).isEqualTo(20.0);
        assertThat(partner.launcher()).hasCSS("background-color", "rgb(50, 111, 209)");
    }

    @Test
    void a_site_may_pin_the_script_by_its_hash() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        var loader = new Loader();
        var pinned =
                "<script src=\"" + partner.guichet() + loader.path() + "\" integrity=\"%s\" crossorigin=\"anonymous\""
                        + " data-deployment-key=\"" + FakeDeployments.KEY + "\"></script>";
        partner.serving("/", "<!doctype html><title>x</title><body>" + pinned.formatted(loader.integrity()))
                .open();
        assertThat(partner.launcher()).isVisible();

        partner.serving("/", "<!doctype html><title>x</title><body>" + pinned.formatted("sha384-" + "A".repeat(64)))
                .open();
        assertThat(partner.page.locator("aimanager-widget")).hasCount(0);
    }

    @Test
    void inline_it_fills_its_place_and_opens_nothing_before_the_visitor_turns_to_it() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("/", page("<div id=place style='width:500px;height:600px'></div>"))
                .ready();

        assertThat(partner.said("Pouvez-vous me décrire")).isVisible();
        assertThat(partner.launcher()).isHidden();
        assertThat(partner.chat().locator(".window-buttons")).hasCount(0);
        var size = partner.panel().boundingBox();
        assertThat(List.of(size.width, size.height)).containsExactly(500.0, 600.0);
        assertThat(partner.inits).isEmpty();
        assertThat(partner.page.evaluate("() => document.activeElement === document.body"))
                .isEqualTo(true);

        partner.say("Bonjour");

        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();
        assertThat(partner.inits).hasSize(1);
        assertThat(partner.barriers()).isEmpty();
        partner.screenshot("inline");
    }

    @Test
    void where_the_visitor_wants_no_motion_nothing_moves() throws IOException {
        partner = new Partner(
                        browser,
                        Visit.desktop().setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE))
                .ready();

        assertThat(partner.panel()).hasCSS("transition-duration", "0s");
        assertThat(partner.launcher()).hasCSS("transition-duration", "0s");
    }

    @Test
    void words_that_cannot_go_wait_with_the_visitor_when_no_session_is_to_be_had() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.refusingLinks(503);
        partner.ready();
        partner.launcher().click();

        partner.say("Il y a une fuite");
        assertThat(partner.chat().locator("[data-state=waiting]")).containsText("Il y a une fuite");
        partner.api.refusingLinks(0);

        assertThat(partner.chat().locator("[data-state=sent]")).containsText("Il y a une fuite");
        assertThat(partner.api.conversation()).containsOnlyOnce("visitor: Il y a une fuite");
    }

    @Test
    void a_conversation_that_could_not_be_read_at_first_is_read_a_moment_later() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.replying(saying("Quelle surface ?"));
        partner.ready();
        partner.launcher().click();
        partner.say("Refaire ma salle de bain");
        assertThat(partner.said("Quelle surface")).isVisible();
        partner.page.route("**/messages", Route::abort, new Page.RouteOptions().setTimes(1));

        partner.page.reload();

        assertThat(partner.said("Quelle surface")).isVisible();
    }

    @Test
    void a_frame_that_got_lost_on_its_way_is_asked_for_once_more() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.page.clock().install();
        var lost = new AtomicInteger();
        partner.page.route("**/widget/v1/frame?**", route -> {
            if (lost.getAndIncrement() == 0) {
                route.abort();
            } else {
                route.resume();
            }
        });
        partner.open();
        partner.page.waitForCondition(() -> lost.get() == 1);

        partner.page.clock().fastForward(21_000);

        assertThat(partner.launcher()).isVisible();
        assertThat(partner.heard("onError")).isEmpty();
    }

    @Test
    void a_frame_that_is_loaded_anew_while_it_is_open_knows_that_it_is() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();
        partner.launcher().click();
        partner.say("Il y a une fuite");
        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();

        partner.page.frames().getLast().evaluate("() => location.reload()");
        assertThat(partner.said("Il y a une fuite")).isVisible();
        partner.api.says("Quelle surface ?");

        assertThat(partner.said("Quelle surface")).isVisible();
        assertThat(partner.launcher()).hasAccessibleName("Réduire la conversation");
        assertThat(partner.page.locator("aimanager-widget .badge")).isHidden();
    }

    private String page(String body) {
        return """
                <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>LogicielX</title></head>
                <body><main><h1>Mes devis</h1>%s</main>
                <script>
                  window.heard = [];
                  window.AiManagerConfig = { deploymentKey: '%s', position: 'inline', containerSelector: '#place',
                    onReady: () => heard.push(['onReady', true]) };
                </script>
                <script src="%s/widget/v1/loader.js"></script></body></html>
                """.formatted(body, FakeDeployments.KEY, partner.guichet());
    }
}
