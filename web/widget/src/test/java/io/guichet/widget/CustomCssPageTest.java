package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.guichet.agent.CustomCss;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** A tenant's own style sheet, as the server hands it out. */
class CustomCssPageTest extends InChromium {

    private static final String DISCLOSED = """
            () => ['.disclosure', '.disclosure .column > span', '.powered'].map(which => {
              const one = document.querySelector(which);
              const style = getComputedStyle(one);
              const { width, height, top, bottom } = one.getBoundingClientRect();
              const names = ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'letterSpacing',
                'lineHeight', 'textAlign', 'textTransform', 'textDecorationLine', 'textShadow', 'opacity', 'visibility', 'display'];
              const seen = width > 20 && height > 8 && top >= 0 && bottom <= innerHeight;
              return [which, seen, ...names.map(n => style[n])].join(' | ');
            })""";

    @Test
    void every_part_that_may_be_dressed_is_there() throws IOException {
        visit = at(browser, Visit.phone()).open();
        visit.say("Refaire ma salle de bain");
        assertThat(visit.button("Plus de deux ans")).isVisible();
        var missing = missing(CustomCss.HOOKS.stream()
                .filter(h -> !h.matches("gt-(pre-quote|total).*"))
                .toList());
        assertThat(missing).isEmpty();
        visit.button("Plus de deux ans").click();
        assertThat(visit.said("quelques photos")).isVisible();
        visit.say("Voilà");
        assertThat(visit.page.locator(".pre-quote")).isVisible();
        assertThat(missing(List.of("gt-pre-quote", "gt-pre-quote-title", "gt-total")))
                .isEmpty();
    }

    @Test
    void a_sheet_dresses_the_page_and_leaves_what_has_to_be_read() throws IOException {
        visit = at(browser, Visit.phone()).open();
        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        var before = visit.page.evaluate(DISCLOSED);
        visit.close();

        visit = dressed(Visit.phone(), allOf("""
                color: white; background: white; background-color: #fff; font-family: serif; font-size: 12px; font-weight: 100;
                font-style: italic; letter-spacing: 4px; line-height: 2; text-align: right; text-transform: uppercase;
                text-decoration: underline; text-shadow: 0 0 48px white; padding: 24px; margin: 12px; border: 4px solid white;
                border-radius: 32px; box-shadow: 0 24px 48px 8px white"""));
        assertThat(visit.page.locator(".gt-title")).hasCSS("text-transform", "uppercase");

        assertThat(visit.page.evaluate(DISCLOSED)).isEqualTo(before);
    }

    @Test
    void a_brand_is_seen_and_its_dark_side_in_the_dark() throws IOException {
        var sheet = """
                .gt-header { background: #0b6e4f; color: #ffffff }
                .gt-subtitle { color: #ffffff }
                .gt-bubble { border-radius: 4px; font-family: Georgia, serif }
                @media (prefers-color-scheme: dark) { .gt-header { background: #04301f } }""";
        visit = dressed(Visit.phone(), sheet);
        assertThat(visit.page.locator(".gt-header")).hasCSS("background-color", "rgb(11, 110, 79)");
        assertThat(visit.page.locator(".gt-bubble").first()).hasCSS("border-radius", "4px");
        assertThat(visit.barriers()).isEmpty();
        visit.screenshot("phone-custom-css");

        visit.page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }");
        assertThat(visit.page.locator(".gt-header")).hasCSS("background-color", "rgb(4, 48, 31)");
        visit.close();

        visit = dressed(Visit.phone().setColorScheme(ColorScheme.DARK), sheet);
        assertThat(visit.page.locator(".gt-header")).hasCSS("background-color", "rgb(4, 48, 31)");
    }

    private Visit dressed(Browser.NewContextOptions options, String sheet) throws IOException {
        var dressed = at(browser, options);
        dressed.api.branded("custom_css", CustomCss.reduced(sheet).css());
        dressed.open();
        assertThat(dressed.page.locator(".message.agent")).hasCount(1);
        return dressed;
    }

    private static String allOf(String declarations) {
        return CustomCss.HOOKS.stream()
                .map(hook -> "." + hook + "{" + declarations + "}")
                .collect(Collectors.joining());
    }

    private List<?> missing(List<String> hooks) {
        return (List<?>) visit.page.evaluate(
                "({ hooks }) => hooks.filter(h => !document.querySelector('.' + h))", Map.of("hooks", hooks));
    }
}
