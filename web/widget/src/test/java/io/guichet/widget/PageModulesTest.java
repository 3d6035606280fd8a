package io.guichet.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page's modules one by one, in the browser that runs them. */
class PageModulesTest extends Chromium {

    private static final String ASSETS = "/assets/" + new PageFiles().version() + "/";

    private static Visit visit;

    @BeforeAll
    static void open() throws IOException {
        visit = new Visit(browser, Visit.phone());
        visit.page.navigate(visit.url("/"));
    }

    @AfterAll
    static void close() {
        if (visit != null) {
            visit.close();
        }
    }

    /** What is served is the source without the spaces that mean nothing: in a template all of them do. */
    @Test
    void no_module_has_a_template_of_several_lines() throws IOException {
        try (var modules = Files.list(Path.of("src/main/resources/io/guichet/widget/page"))) {
            for (var module : modules.filter(m -> m.toString().endsWith(".js")).toList()) {
                assertThat(Files.readAllLines(module))
                        .as(module.toString())
                        .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
            }
        }
    }

    @Test
    void events_are_read_wherever_the_stream_is_cut() {
        String stream = "\uFEFF: hello\r\nretry: 2500\r\n\r\nevent: typing\ndata: {\"typing\":true}\n\n"
                + "id: msg_1\r\nevent: message\r\ndata: one\r\ndata:two\r\n\r\nevent: nothing\n\ndata: three\r\r";
        for (int size : new int[] {1, 2, 3, 7, 1_000}) {
            var events = run(
                    "sse.js",
                    "({SseParser}, [text, size]) => { const p = new SseParser(); const all = [];"
                            + " for (let i = 0; i < text.length; i += size) all.push(...p.push(text.slice(i, i + size)));"
                            + " all.push(...p.push('\\n')); return [p.retry, ...all.map(e => [e.event, e.data, e.id].join('|'))]; }",
                    List.of(stream, size));
            assertThat(events)
                    .as("in pieces of %d", size)
                    .isEqualTo(List.of(
                            2500, "typing|{\"typing\":true}|", "message|one\ntwo|msg_1", "message|three|msg_1"));
        }
    }

    @Test
    void what_an_agent_says_becomes_paragraphs_lists_bold_and_https_links_only() {
        assertThat(html("Un\ndeux\n\ntrois")).isEqualTo("<p>Un\ndeux</p><p>trois</p>");
        assertThat(html("**Fort** et * seul *")).isEqualTo("<p><strong>Fort</strong> et * seul *</p>");
        assertThat(html("Il faut :\n- a\n- **b**\n\n2. c\n3) d"))
                .isEqualTo(
                        "<p>Il faut :</p><ul><li>a</li><li><strong>b</strong></li></ul><ol start=\"2\"><li>c</li><li>d</li></ol>");
        assertThat(html("<b onclick=x>&amp;")).isEqualTo("<p>&lt;b onclick=x&gt;&amp;amp;</p>");
        assertThat(html("Voir https://a.fr/x?y=1."))
                .isEqualTo("<p>Voir <a href=\"https://a.fr/x?y=1\" target=\"_blank\""
                        + " rel=\"noopener noreferrer nofollow\">https://a.fr/x?y=1</a>.</p>");
        assertThat(html("[ma banque](https://evil.example)")).contains(">ma banque (evil.example)</a>");
    }

    @Test
    void an_address_that_is_not_https_stays_text() {
        for (String target : List.of(
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "http://a.fr",
                "//a.fr",
                "https://u:p@a.fr",
                "/s/x")) {
            assertThat(html("[x](" + target + ")")).as(target).doesNotContain("<a");
        }
    }

    @Test
    void amounts_quantities_and_rates_are_written_as_the_french_write_them() {
        var written = run(
                "format.js",
                "f => [f.euros(6948), f.euros(0.5), f.euros('6948'), f.euros(null), f.quantity(2.5), f.percent(5.5), f.size(2400000)]",
                null);
        assertThat(((List<?>) written).stream().map(w -> ((String) w).replaceAll("[\\u202f\\u00a0]", " ")))
                .containsExactly("6 948,00 €", "0,50 €", "—", "—", "2,5", "5,5 %", "2,4 Mo");
    }

    @Test
    void any_colour_of_a_tenant_gives_text_that_can_be_read() {
        for (String chosen :
                List.of("#ffffff", "#000000", "#ffff66", "#777777", "#f00", "#3B82F6", "#e07a3f", "nonsense", "")) {
            var contrasts = (Map<?, ?>) run(
                    "colour.js",
                    "({palette, contrast, parse}, chosen) => { const of = (dark, surface) => {"
                            + " const p = palette(chosen, dark); const c = (a, b) => contrast(parse(a), parse(b));"
                            + " return [c(p.on, p.fill) / 4.5, c(p.text, surface) / 4.5, c(p.fill, surface) / 3]; };"
                            + " return {worst: Math.min(...of(false, '#ffffff'), ...of(true, '#16202c'))}; }",
                    chosen);
            assertThat(((Number) contrasts.get("worst")).doubleValue())
                    .as(chosen)
                    .isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void two_rates_of_vat_are_shown_on_their_lines_and_apart() {
        var text = (String) run(
                "pre-quote.js",
                "({preQuoteCard}) => preQuoteCard({items: [{label: 'Isolation', quantity: 12, unit: 'm²', unit_price: 50,"
                        + " price_ht: 600, vat_rate: 5.5}], total_ht: 600, vat: [{rate: 5.5, base: 600, amount: 33},"
                        + " {rate: 10, base: 0, amount: 0}], total_ttc: 633}).textContent",
                null);
        assertThat(text.replaceAll("[\\u202f\\u00a0]", " "))
                .contains(
                        "Isolation12 m² × 50,00 €TVA 5,5 %12 m²50,00 €600,00 €",
                        "TVA 5,5 % sur 600,00 €33,00 €", "TVA 10 %", "633,00 €");
    }

    @Test
    void an_entry_is_named_after_its_link_without_holding_its_token() {
        assertThat(run("session.js", "({fingerprint}) => fingerprint('foobar')", null))
                .isEqualTo("85944171f73967e8");
        assertThat((String) run("session.js", "({uuid}) => uuid()", null))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void a_person_who_answers_has_a_name() {
        var shown = run(
                "message.js",
                "({agentMessage}) => { const page = {agentName: 'Expert BTP', avatar: () => null, api: {}};"
                        + " const of = (role, author) => agentMessage({role, author, content: 'Bonjour'}, page).textContent;"
                        + " return [of('person', 'Claire <b>'), of('agent')]; }",
                null);
        assertThat(shown).isEqualTo(List.of("Claire <b>, une personne, vous répondBonjour", "Expert BTP :Bonjour"));
    }

    @Test
    void how_it_was_is_asked_kept_and_changed() {
        var kept = run(
                "rating.js",
                "async ({ratingCard}) => { const kept = [];"
                        + " const card = ratingCard({rating: async () => null, rate: async r => kept.push(r)});"
                        + " const marks = [...card.querySelectorAll('.mark')];"
                        + " marks[3].click(); card.querySelector('textarea').value = 'Bien';"
                        + " card.querySelector('.more button').click(); await Promise.resolve(); await Promise.resolve();"
                        + " return [kept.map(r => r.score + r.comment), marks.map(m => m.getAttribute('aria-pressed')).join(),"
                        + " card.querySelector('[role=status]').textContent.includes('Merci')]; }",
                null);
        assertThat(kept).isEqualTo(List.of(List.of("4", "4Bien"), "false,false,false,true,false", true));
    }

    private static String html(String text) {
        return (String) run(
                "safe-text.js",
                "({safeText}, text) => { const d = document.createElement('div'); d.append(safeText(text)); return d.innerHTML; }",
                text);
    }

    private static Object run(String module, String function, Object argument) {
        return visit.page.evaluate(
                "async ([module, argument]) => (" + function + ")(await import(module), argument)",
                Arrays.asList(ASSETS + module, argument));
    }
}
