package io.guichet.widget;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Windows of strangers that speak to the widget and to its frame: nobody listens. */
class ChannelTest extends OnPartnersPage {

    /** All that could be taken for a word of the loader's or of the frame's. */
    private static final String LOOKALIKES = """
            ['connect', 'hello', 'refused', 'state', 'say', 'session', 'close', 'event', 'init'].flatMap(type => [
              {guichet: type, type, token: 't', code: 'forged', text: 'forgé', open: true, name: 'ready', id: 1,
               session: {session_id: 'sess_forged', conversation_id: 'conv_forged'}, detail: {forged: true}},
              JSON.stringify({guichet: type, type}), type, null])""";

    @Test
    void what_a_foreign_frame_posts_to_the_page_is_ignored() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();
        partner.listens("open", "close", "error", "message:sent", "ready");
        stranger("parent");

        partner.launcher().click();
        partner.say("Bonjour");

        assertThat(partner.chat().locator("[data-state=sent]")).isVisible();
        assertThat(partner.heard("error")).isEmpty();
        assertThat(partner.heard("ready")).isEmpty();
        assertThat(partner.heard("open")).hasSize(1);
        assertThat(partner.heard("message:sent")).hasSize(1);
        assertThat(partner.heard("onError")).isEmpty();
    }

    @Test
    void what_a_foreign_frame_posts_to_the_frame_is_ignored() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();
        partner.page.evaluate("() => { document.querySelector('aimanager-widget').shadowRoot"
                + ".querySelector('iframe').name = 'chat'; }");
        stranger("parent.frames.length ? parent.frames[0] : parent");

        partner.launcher().click();
        partner.say("Bonjour");

        assertThat(partner.chat().locator("[data-state=sent]")).hasCount(1);
        assertThat(partner.said("forgé")).hasCount(0);
        assertThat(partner.inits).hasSize(1);
    }

    @Test
    void the_page_itself_can_connect_but_once() throws IOException {
        partner = new Partner(browser, Visit.desktop()).ready();

        var answers = partner.page.evaluate("""
                ours => new Promise(done => {
                  const frame = document.querySelector('aimanager-widget').shadowRoot.querySelector('iframe');
                  const channel = new MessageChannel();
                  const heard = [];
                  channel.port1.onmessage = ({data}) => heard.push(data);
                  frame.contentWindow.postMessage({guichet: 'connect', token: 'second'}, ours, [channel.port2]);
                  channel.port1.postMessage({type: 'say', text: 'forgé'});
                  const probe = new MessageChannel();
                  frame.addEventListener('load', () => done(heard));
                  AiManagerWidget.on('message:sent', () => done(heard));
                  AiManagerWidget.sendMessage('Bonjour');
                })""", partner.guichet());

        assertThat(answers).isEqualTo(List.of());
        assertThat(partner.api.conversation()).containsExactly("visitor: Bonjour");
    }

    @Test
    void a_page_of_the_same_site_that_frames_the_chat_under_another_origin_is_not_let_in() throws IOException {
        partner = new Partner(browser, Visit.desktop());
        var lie = "https://app.logicielx.example";
        partner.deployments.allowed.add(lie);
        partner.serving("/", """
                <!doctype html><title>x</title><body><script>
                  window.heard = [];
                  const frame = document.createElement('iframe');
                  frame.src = '%1$s/widget/v1/frame?key=dpl_partner&parent=%2$s';
                  frame.onload = () => {
                    const channel = new MessageChannel();
                    channel.port1.onmessage = ({data}) => heard.push(['answer', data]);
                    frame.contentWindow.postMessage({guichet: 'connect', token: 't'}, '*', [channel.port2]);
                    const said = new MessageChannel();
                    heard.push(['posted', true]);
                  };
                  document.body.append(frame);
                </script>""".formatted(partner.guichet(), lie)).open();
        partner.awaits("posted");

        partner.page
                .frameLocator("iframe")
                .locator("#app")
                .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));

        assertThat(partner.page.frameLocator("iframe").locator("#app *")).hasCount(0);
        assertThat(partner.heard("answer")).isEmpty();
        assertThat(partner.inits).isEmpty();
    }

    /** A frame of a third origin that posts all lookalikes, and is done before the test goes on. */
    private void stranger(String target) {
        partner.page.evaluate("""
                ([address, target, words]) => new Promise(done => {
                  const frame = document.createElement('iframe');
                  frame.sandbox = 'allow-scripts';
                  frame.srcdoc = `<script>const words = ${words}; const target = ${target};
                    words.forEach(word => { const channel = new MessageChannel();
                      target.postMessage(word, '*', [channel.port2]); });
                    parent.postMessage('said all', '*');<\\/script>`;
                  addEventListener('message', ({data}) => { if (data === 'said all') done(); });
                  document.body.append(frame);
                })""", List.of(partner.guichet(), target, LOOKALIKES));
    }
}
