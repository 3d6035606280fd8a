package io.guichet.widget;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.FakeApi.saying;
import static org.assertj.core.api.Assertions.assertThat;

/** What a partner's own script does with the widget, and hears from it. */
class WidgetScriptTest extends OnPartnersPage {

    @Test
    void it_opens_closes_and_toggles_and_hears_of_it() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();
        partner.listens("open", "close");

        partner.page.evaluate("() => { AiManagerWidget.open(); AiManagerWidget.open(); }");
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "true");
        partner.page.evaluate("() => AiManagerWidget.close()");
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "false");
        partner.page.evaluate("() => AiManagerWidget.toggle()");
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "true");

        assertThat(partner.heard("open")).hasSize(2);
        assertThat(partner.heard("close")).hasSize(1);
        assertThat(partner.heard("onReady")).isEqualTo(List.of(true));
    }

    @Test
    void it_speaks_for_the_visitor_and_hears_what_is_said() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.replying(saying("Quelle surface ?"));
        partner.ready();
        partner.listens("message:sent", "message:received");

        partner.page.evaluate("() => AiManagerWidget.sendMessage('Refaire ma salle de bain')");
        partner.awaits("message:received");

        assertThat(partner.heard("message:sent"))
                .singleElement()
                .satisfies(message -> assertThat((Map<?, ?>) message)
                        .isEqualTo(Map.of("id", "msg_v0", "role", "visitor", "content", "Refaire ma salle de bain")));
        assertThat(partner.heard("message:received"))
                .singleElement()
                .satisfies(message ->
                        assertThat(((Map<?, ?>) message).get("content")).isEqualTo("Quelle surface ?"));
        assertThat(partner.heard("onMessage"))
                .extracting(message -> String.valueOf(((Map<?, ?>) message).get("role")))
                .containsExactly("visitor", "agent");
        assertThat(partner.launcher()).hasAttribute("aria-expanded", "false");
        assertThat(partner.inits).hasSize(1);
    }

    @Test
    void what_it_says_of_the_page_goes_with_each_message_and_with_every_attempt_of_it() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.losingAnswers(1);
        partner.serving("{context: {currentPage: 'devis', devisId: 'DEV-2025-001'}}")
                .ready();
        partner.launcher().click();

        partner.say("Bonjour");
        assertThat(partner.chat().locator("[data-state=failed]")).isVisible();
        partner.page.evaluate("() => AiManagerWidget.setContext({currentPage: 'factures', f: () => 1})");
        partner.button("Réessayer").click();
        assertThat(partner.chat().locator("[data-state=sent]")).hasCount(1);
        partner.say("Et encore");
        assertThat(partner.chat().locator("[data-state=sent]")).hasCount(2);

        assertThat(partner.contexts())
                .containsExactly(
                        "{\"currentPage\":\"devis\",\"devisId\":\"DEV-2025-001\"}",
                        "{\"currentPage\":\"devis\",\"devisId\":\"DEV-2025-001\"}",
                        "{\"currentPage\":\"factures\"}");
    }

    @Test
    void it_sends_a_file_and_is_given_what_became_of_it() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.api.refusingUploads(Map.of("floue.png", 422));
        partner.ready();
        partner.listens("file:uploading", "file:uploaded", "file:error");
        var png = Base64.getEncoder().encodeToString(Pictures.bathroom());
        var upload =
                "([data, name]) => AiManagerWidget.uploadFile(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))],"
                        + " name, {type: 'image/png'})).then(f => f, e => ({code: e.code, error: e instanceof Error}))";

        var file = (Map<?, ?>) partner.page.evaluate(upload, List.of(png, "mur.png"));
        var refused = (Map<?, ?>) partner.page.evaluate(upload, List.of(png, "floue.png"));
        var none = partner.page.evaluate("() => AiManagerWidget.uploadFile('mur.png').catch(e => e.code)");

        assertThat(file.get("file_id")).isEqualTo("file_0");
        assertThat((String) file.get("url")).contains("/files/file_0");
        assertThat(refused.get("error")).isEqualTo(true);
        assertThat(none).isEqualTo("not_a_file");
        assertThat(partner.heard("file:uploaded")).hasSize(1);
        assertThat(partner.heard("file:uploading")).isNotEmpty();
        assertThat(partner.heard("file:error"))
                .singleElement()
                .satisfies(error -> assertThat(((Map<?, ?>) error).get("name")).isEqualTo("floue.png"));
    }

    @Test
    void a_picture_without_a_name_is_given_one() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();

        partner.page.evaluate(
                "data => AiManagerWidget.uploadFile(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))],"
                        + " {type: 'image/png'}))",
                Base64.getEncoder().encodeToString(Pictures.bathroom()));

        assertThat(partner.api.uploads).containsExactly("photo.png");
    }

    @Test
    void a_context_that_no_message_could_carry_leaves_the_one_before() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{context: {currentPage: 'devis'}}").ready();

        partner.page.evaluate("() => AiManagerWidget.setContext({all: 'x'.repeat(8_000)})");
        partner.page.evaluate("() => AiManagerWidget.sendMessage('Bonjour')");
        partner.page.waitForCondition(() -> !partner.contexts().isEmpty());

        assertThat(partner.contexts()).containsExactly("{\"currentPage\":\"devis\"}");
    }

    @Test
    void its_language_may_come_with_a_country() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{locale: 'en-GB'}").ready();

        assertThat(partner.launcher()).hasAccessibleName("Open the chat");
    }

    @Test
    void a_selector_that_selects_nothing_is_told() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{position: 'inline', containerSelector: '##'}").open();
        partner.awaits("onError");

        assertThat(partner.heard("onError"))
                .singleElement()
                .satisfies(error -> assertThat(((Map<?, ?>) error).get("code")).isEqualTo("container_not_found"));
    }

    @Test
    void destroyed_before_the_page_is_read_it_never_comes() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("/", """
                        <!doctype html><html><head><script src="%s/widget/v1/loader.js" data-deployment-key="%s"></script>
                        <script>AiManagerWidget.destroy()</script></head><body></body></html>
                        """.formatted(partner.guichet(), FakeDeployments.KEY))
                .open();

        assertThat(partner.page.locator("aimanager-widget")).hasCount(0);
    }

    @Test
    void destroyed_it_leaves_nothing_in_what_the_page_keeps() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();

        var left = partner.page.evaluate(
                "() => { sessionStorage.setItem('guichet.session.x', '{}');"
                        + " sessionStorage.setItem('own', '1'); AiManagerWidget.destroy(); return Object.keys(sessionStorage); }");

        assertThat(left).isEqualTo(List.of("own"));
    }

    @Test
    void on_a_site_that_replaces_its_body_it_comes_again() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();

        partner.page.evaluate(
                "address => { document.body = document.createElement('body');"
                        + " const script = document.createElement('script'); script.src = address;"
                        + " document.body.append(script); }",
                partner.guichet() + "/widget/v1/loader.js");

        assertThat(partner.launcher()).isVisible();
    }

    @Test
    void the_token_of_its_context_goes_with_init_and_may_be_made_when_it_is_needed() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{contextToken: async () => 'ey.made.now'}").ready();
        partner.launcher().click();
        partner.say("Bonjour");
        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();

        assertThat(partner.inits)
                .singleElement()
                .satisfies(init ->
                        assertThat(init.body().at("/context_token").asText()).isEqualTo("ey.made.now"));
    }

    @Test
    void loaded_twice_it_is_one_widget_and_leaves_two_names() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{}").open();
        partner.awaits("onReady");

        partner.page.evaluate(
                "address => new Promise(done => { const s = document.createElement('script');"
                        + " s.src = address + '/widget/v1/loader.js'; s.onload = done; document.body.append(s); })",
                partner.guichet());

        assertThat(partner.page.locator("aimanager-widget")).hasCount(1);
        assertThat(partner.heard("onReady")).hasSize(1);
        assertThat(partner.page.evaluate(
                        "() => Object.keys(window).filter(name => /manager|guichet|widget/i.test(name)).sort()"))
                .isEqualTo(List.of("AiManagerConfig", "AiManagerWidget"));
    }

    @Test
    void destroyed_it_leaves_nothing_and_can_be_loaded_again() throws IOException {
        partner = new Partner(browser, Visit.phone()).ready();
        var before = (String) partner.page.evaluate("() => { const copy = document.documentElement.cloneNode(true);"
                + " copy.querySelector('aimanager-widget').remove(); return copy.outerHTML; }");
        partner.launcher().tap();
        assertThat(partner.field()).isVisible();

        partner.page.evaluate(
                "() => { const it = AiManagerWidget; it.destroy(); it.open(); it.sendMessage('x'); it.destroy(); }");

        assertThat(partner.page.evaluate("() => document.documentElement.outerHTML"))
                .isEqualTo(before);
        assertThat(partner.page.evaluate("() => 'AiManagerWidget' in window")).isEqualTo(false);
        partner.page.evaluate(
                "address => { const s = document.createElement('script');"
                        + " s.src = address + '/widget/v1/loader.js'; document.body.append(s); }",
                partner.guichet());
        assertThat(partner.field()).isVisible();
    }

    @Test
    void nothing_that_the_page_does_wrong_breaks_the_page_or_the_widget() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{onMessage: () => { throw new Error('of the page'); }, position: 7, theme: {}, context: []}")
                .ready();

        var thrown = partner.page.evaluate("() => { const w = AiManagerWidget; const loop = {}; loop.loop = loop; try {"
                + " w.on('open'); w.on('message:sent', () => { throw new Error('of the page'); }); w.off('x', 1);"
                + " w.sendMessage(); w.sendMessage({}); w.setContext(loop); w.setContext([1]); w.setContext('x');"
                + " w.uploadFile(); w.sendMessage('Bonjour'); return null; } catch (e) { return String(e); } }");

        assertThat(thrown).isNull();
        partner.launcher().click();
        assertThat(partner.chat().locator("[data-state=sent]")).containsText("Bonjour");
    }

    @Test
    void a_site_that_is_not_allowed_shows_nothing_and_is_told_why() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.deployments.allowed.clear();
        partner.open();

        partner.awaits("onError");

        assertThat(partner.heard("onError"))
                .singleElement()
                .satisfies(error -> assertThat(((Map<?, ?>) error).get("code")).isEqualTo("domain_not_allowed"));
        assertThat(partner.page.locator("aimanager-widget")).hasCount(0);
        assertThat(partner.deployments.refused).containsExactly(partner.origin());
        assertThat(partner.inits).isEmpty();
    }

    @Test
    void a_key_that_names_nothing_shows_nothing() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.serving("{deploymentKey: 'dpl_nobody'}").open();
        partner.awaits("onError");
        assertThat(((Map<?, ?>) partner.heard("onError").getFirst()).get("code"))
                .isEqualTo("deployment_not_found");
        assertThat(partner.page.locator("aimanager-widget")).hasCount(0);

        partner.serving("{deploymentKey: ''}").open();
        partner.awaits("onError");
        assertThat(((Map<?, ?>) partner.heard("onError").getFirst()).get("code"))
                .isEqualTo("deployment_key_missing");

        partner.serving("{position: 'inline', containerSelector: '#nowhere'}").open();
        partner.awaits("onError");
        assertThat(((Map<?, ?>) partner.heard("onError").getFirst()).get("code"))
                .isEqualTo("container_not_found");
    }

    @Test
    void a_site_that_lies_about_where_it_is_shows_nothing() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        partner.deployments.allowed.clear();
        partner.deployments.allowed.add("https://app.logicielx.example");
        partner.serving(
                        "/",
                        "<!doctype html><title>x</title><iframe src=\"" + partner.guichet()
                                + "/widget/v1/frame?key=dpl_partner&parent=https://app.logicielx.example\"></iframe>")
                .open();

        partner.page.waitForCondition(() -> partner.faults.stream().anyMatch(f -> f.contains("frame-ancestors"))
                || partner.page.frames().stream().anyMatch(f -> f.url().startsWith("chrome-error:")));

        assertThat(partner.page.frameLocator("iframe").getByRole(AriaRole.LOG)).hasCount(0);
        partner.faults.clear();
    }
}
