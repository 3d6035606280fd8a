package io.guichet.widget;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent says is text, whatever it says: looked at in the browser that would be fooled. */
class SafeTextTest extends InChromium {

    /** What of a text's nodes is not on the list of what there may be, and whether anything ran. */
    private static final String LOOK = """
            async ([module, texts]) => {
              const { safeText } = await import(module);
              const allowed = ['P', 'STRONG', 'UL', 'OL', 'LI', 'A'];
              const attributes = { A: ['href', 'target', 'rel'], OL: ['start'] };
              const faults = [];
              for (const text of texts) {
                const place = document.createElement('div');
                place.append(safeText(text));
                document.body.append(place);
                for (const node of place.querySelectorAll('*')) {
                  const names = node.getAttributeNames().filter(n => !(attributes[node.tagName] ?? []).includes(n));
                  if (!allowed.includes(node.tagName) || names.length) faults.push(text + ' -> ' + node.outerHTML);
                  if (node.tagName === 'A' && (!['https:', 'mailto:', 'tel:'].includes(node.protocol)
                      || node.search && node.protocol !== 'https:' || node.username || node.password
                      || node.rel !== 'noopener noreferrer nofollow' || node.target !== '_blank')) {
                    faults.push(text + ' -> ' + node.outerHTML);
                  }
                }
                place.remove();
              }
              if (window.hacked) faults.push('something ran');
              return faults;
            }""";

    private static final List<String> PIECES = List.of(
            "<script>window.hacked=1</script>",
            "<img src=x onerror=window.hacked=1>",
            "<svg/onload=window.hacked=1>",
            "<iframe srcdoc='<script>parent.hacked=1</script>'>",
            "<a href=javascript:window.hacked=1>",
            "<style>*{display:none}</style>",
            "<base href=//evil>",
            "<!--",
            "-->",
            "</p>",
            "</div>",
            "&lt;script&gt;",
            "&#x6a;avascript:",
            "[x](javascript:window.hacked=1)",
            "[x](JaVaScRiPt:window.hacked=1)",
            "[x](java\tscript:window.hacked=1)",
            "[x](\u0001javascript:window.hacked=1)",
            "[x](data:text/html,<script>window.hacked=1</script>)",
            "[x](vbscript:x)",
            "[x](blob:https://a.fr/x)",
            "[x](file:///etc/passwd)",
            "[x](//evil.example)",
            "[x](https://u:p@evil.example)",
            "[x](https://evil.example/\"onclick=\"window.hacked=1)",
            "[x](https:javascript:window.hacked=1)",
            "[x](mailto:a@b.fr?body=x&bcc=c@d.fr)",
            "[x](mailto:a@b.fr)",
            "[x](tel:+33612345678)",
            "[x](tel:*21*0899000000#)",
            "[x](sms:1?body=x)",
            "https://a.fr/<script>",
            "https://a.fr/'onmouseover='window.hacked=1",
            "javascript:window.hacked=1",
            "**",
            "*",
            "[",
            "](",
            ")",
            "- ",
            "1. ",
            "999) ",
            "\n",
            "\r\n",
            "\u2028",
            "\u0000",
            "\u202e",
            "`",
            "${window.hacked=1}",
            "{{constructor.constructor('window.hacked=1')()}}",
            "\"",
            "'",
            "é 😀 ",
            "a");

    @BeforeEach
    void open() throws IOException {
        visit = new Visit(browser, Visit.phone());
        visit.page.navigate(visit.url("/"));
    }

    @Test
    void every_hostile_piece_by_itself_and_within_the_marks_stays_text() {
        assertThat(faults(PIECES)).isEmpty();
        for (var frame : List.of("**%s**", "- %s", "1. %s", "[%s](https://a.fr)", "[x](%s)", "[x](https://a.fr/%s)")) {
            assertThat(faults(PIECES.stream().map(p -> frame.replace("%s", p)).toList()))
                    .isEmpty();
        }
    }

    @Test
    void whatever_they_are_put_together_to_stays_text() {
        var random = new Random(20_261_121);
        var texts = IntStream.range(0, 3_000)
                .mapToObj(n -> IntStream.range(0, 1 + random.nextInt(12))
                        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                        .collect(Collectors.joining()))
                .toList();

        assertThat(faults(texts)).isEmpty();
    }

    @Test
    void a_link_says_where_it_leads() {
        assertThat(html("[ma banque](https://evil.example/a)")).contains(">ma banque (evil.example)</a>");
        assertThat(html("[écrivez-moi](mailto:durant@example.fr)"))
                .contains("href=\"mailto:durant@example.fr\"", ">écrivez-moi (durant@example.fr)</a>");
        assertThat(html("[appelez](tel:+33612345678)")).contains(">appelez (+33612345678)</a>");
        assertThat(html("[x](mailto:a@b.fr?bcc=c@d.fr)")).doesNotContain("<a");
        assertThat(html("[x](tel:*21*0899#)")).doesNotContain("<a");
    }

    @Test
    void the_words_of_a_link_cannot_pass_it_off_as_another_site() {
        assertThat(html("[https://banque.fr/?evil.example](https://evil.example/a)"))
                .contains("?evil.example (evil.example)</a>");
        assertThat(html("[evil.example](https://evil.example/a)")).contains(">evil.example</a>");
        assertThat(html("https://evil.example/a")).contains(">https://evil.example/a</a>");
    }

    @Test
    void a_text_of_the_longest_kind_is_read_at_once() {
        for (var part : List.of("[", "**", "*", "- ", "[a](", "https://", "1. ", "[]()", "**[")) {
            assertThat(faults(List.of(part.repeat(20_000 / part.length())))).isEmpty();
        }
    }

    private List<?> faults(List<String> texts) {
        return (List<?>) visit.page.evaluate(LOOK, Arrays.asList(module(), texts));
    }

    private String html(String text) {
        return (String) visit.page.evaluate(
                "async ([module, text]) => { const { safeText } = await import(module);"
                        + " const d = document.createElement('div'); d.append(safeText(text)); return d.innerHTML; }",
                Arrays.asList(module(), text));
    }

    private static String module() {
        return "/assets/" + new PageFiles().version() + "/safe-text.js";
    }
}
