package io.guichet.widget;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.guichet.agent.CustomCss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Style sheets of a tenant who wants what has to be read not to be read: that an AI speaks, whose platform it is, and what
 * it costs. Measured in pixels, after the server has reduced them.
 */
class HostileSheetsTest extends InChromium {

    private static final String TO_BE_READ = ".disclosure .column > span, .powered, .gt-total th, .gt-total td";

    private static final String DRESS = """
            (css) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(css);
              document.adoptedStyleSheets = [sheet];
              document.querySelector('.gt-total').scrollIntoView({ block: 'nearest', behavior: 'instant' });
            }""";

    /** What is left of each sheet, with its name: of most of them nothing is, and that is looked at once. */
    private static final Map<String, String> REDUCED = sheets().entrySet().stream()
            .collect(Collectors.toMap(
                    sheet -> CustomCss.reduced(sheet.getValue()).css(),
                    Map.Entry::getKey,
                    (first, again) -> first,
                    LinkedHashMap::new));

    @Test
    void on_a_phone_nothing_hides_what_has_to_be_read() throws IOException {
        assertThat(hidden(Visit.phone())).isEmpty();
    }

    @Test
    void nor_in_the_dark() throws IOException {
        assertThat(hidden(Visit.phone().setColorScheme(ColorScheme.DARK))).isEmpty();
    }

    @Test
    void nor_on_a_desktop() throws IOException {
        assertThat(hidden(Visit.desktop().setDeviceScaleFactor(2))).isEmpty();
    }

    private List<String> hidden(Browser.NewContextOptions options) throws IOException {
        visit = at(browser, options).open();
        visit.say("Refaire ma salle de bain");
        visit.button("Plus de deux ans").click();
        assertThat(visit.said("quelques photos")).isVisible();
        visit.say("Voilà");
        assertThat(visit.page.locator(".gt-total")).isVisible();
        var seen = new Seen(visit.page);
        var faults = new ArrayList<String>();
        for (var sheet : REDUCED.entrySet()) {
            visit.page.evaluate(DRESS, sheet.getKey());
            seen.unreadable(TO_BE_READ).forEach(fault -> faults.add(sheet.getValue() + " → " + fault));
        }
        return faults;
    }

    private static Map<String, String> sheets() {
        var all = new LinkedHashMap<String, String>();
        all.put("none at all", "");
        all.put("white on white", everywhere("color: #fff; background: #fff"));
        all.put("black on black", everywhere("color: #000; background-color: #000; border-color: #000"));
        all.put("the brand's colour on itself", everywhere("color: var(--primary); background: var(--primary)"));
        all.put(
                "what is written on the brand's colour on itself",
                everywhere("color: var(--on-primary); background: var(--on-primary)"));
        all.put("gradients", everywhere("background: linear-gradient(to right, #fff, #1f3a5f); color: #1f3a5f"));
        all.put("white glow", everywhere("text-shadow: 0 0 4px #fff, 0 0 8px #fff, 0 0 12px #fff, 0 0 2px #fff"));
        all.put("dark glow", everywhere("text-shadow: 0 0 4px #000, 0 0 8px #000, 0 0 12px #000, 0 0 2px #000"));
        all.put(
                "glow of the brand",
                everywhere("text-shadow: 0 0 3px var(--primary), 0 0 3px var(--primary), 0 0 3px var(--primary)"));
        all.put(
                "shadows of words beside them",
                everywhere("text-shadow: 1px 1px 0 #fff, -1px -1px 0 #fff, 2px 0 0 #fff, 0 2px 0 #fff"));
        all.put("white boxes", everywhere("box-shadow: 0 24px 48px 8px #fff, 0 -24px 48px 8px #fff"));
        all.put("hard boxes", everywhere("box-shadow: 24px 24px 0 8px #1f3a5f, -24px -24px 0 8px #1f3a5f"));
        all.put("boxes within", everywhere("box-shadow: inset 0 0 48px 8px #fff, inset 24px 24px 0 8px #1f3a5f"));
        all.put(
                "everything as large as may be",
                everywhere("padding: 24px; margin: 12px; border: 4px solid #fff; font-size: 28px;"
                        + " letter-spacing: 4px; line-height: 2; font-weight: 900"));
        all.put(
                "everything as small as may be",
                everywhere("padding: 0; margin: 0; font-size: 12px; line-height: 1; font-weight: 100"));
        all.put("round and narrow", everywhere("border-radius: 32px; padding: 0 24px; text-align: right"));
        all.put("a total of its own", """
                .gt-total { color: #1f3a5f; background: #1f3a5f; font-size: 12px; border: 4px solid #1f3a5f }
                .gt-pre-quote .gt-total { text-shadow: 0 0 48px #1f3a5f; color: var(--primary) }
                .gt-pre-quote { color: #fff; background: #fff }""");
        for (var attempt : List.of(
                "display: none",
                "visibility: hidden",
                "opacity: 0",
                "opacity: .02",
                "color: transparent",
                "color: rgb(0 0 0 / 0)",
                "color: #0000",
                "font-size: 0",
                "font-size: 1px",
                "line-height: 0",
                "text-indent: -9999px",
                "letter-spacing: -2em",
                "position: absolute; left: -9999px",
                "position: fixed; inset: 0; z-index: 99",
                "transform: scale(0)",
                "translate: 200vw",
                "scale: 0",
                "rotate: y 90deg",
                "zoom: .01",
                "clip-path: inset(100%)",
                "clip: rect(0 0 0 0)",
                "mask: linear-gradient(transparent, transparent)",
                "filter: opacity(0)",
                "filter: contrast(0)",
                "backdrop-filter: blur(20px)",
                "mix-blend-mode: difference",
                "height: 0; overflow: hidden",
                "max-height: 0; overflow: clip",
                "width: 0; min-width: 0; overflow: hidden",
                "margin-left: -9999px",
                "margin-top: -200px",
                "padding-left: 9999px",
                "content-visibility: hidden",
                "content: ''",
                "float: left; width: 100vw; height: 100vh; background: #fff",
                "all: unset; display: none",
                "--on-primary: transparent; --primary: #fff; --soft: #fff; --warm-ink: #fff",
                "-webkit-text-fill-color: transparent",
                "-webkit-text-stroke: 8px #fff",
                "writing-mode: vertical-rl",
                "animation: gone 1s forwards",
                "transition: all 9999s; color: #fff",
                "order: 9; flex: none; flex-basis: 0",
                "box-shadow: 0 0 0 9999px #fff",
                "text-shadow: 0 0 0 #fff, 0 0 9999px #fff",
                "background: url(https://evil.example/white.png)",
                "outline: 999px solid #fff",
                "font-family: 'Blank', 'Adobe Blank'",
                "text-transform: full-size-kana; font: 0/0 a")) {
            all.put(attempt, everywhere(attempt) + smuggled(attempt));
        }
        return all;
    }

    /** On every part that has a name, alone and inside of others. */
    private static String everywhere(String declarations) {
        return CustomCss.HOOKS.stream()
                .map(hook -> ".%1$s, .gt-app .%1$s, .gt-app .gt-messages .gt-message .%1$s, .%1$s:hover { %2$s }\n"
                        .formatted(hook, declarations))
                .collect(Collectors.joining());
    }

    /** On what has no name, by all the ways to name it after all. */
    private static String smuggled(String declarations) {
        return List.of(
                        ".disclosure",
                        ".disclosure *",
                        ".powered",
                        ".gt-total th",
                        ".gt-total > *",
                        ".gt-app *",
                        ".gt-app footer p",
                        ".gt-app p[role=note]",
                        ".gt-header + p",
                        ".gt-header ~ *",
                        ".gt-composer::before",
                        ".gt-app::after",
                        ".gt-app:has(.powered)",
                        ":is(.gt-app, .powered) :last-child",
                        ".\\70owered",
                        ".gt-app\\ .powered",
                        "*",
                        "html",
                        ":root")
                .stream()
                .map(selector -> selector + " { " + important(declarations) + " }\n"
                        + "@media all { " + selector + " { " + important(declarations) + " } }\n"
                        + "@supports (color: red) { " + selector + " { " + important(declarations) + " } }\n")
                .collect(Collectors.joining());
    }

    private static String important(String declarations) {
        return declarations.replace(";", " !important;") + " !important";
    }
}
