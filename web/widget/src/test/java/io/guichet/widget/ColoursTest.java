package io.guichet.widget;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever colour a tenant chose, it can be read (WCAG 2.2 AA), in the light and in the dark. */
class ColoursTest extends InChromium {

    private static final List<String> LIGHT = List.of("#ffffff", "#faf8f4", "#fdf1e8");
    private static final List<String> DARK = List.of("#16202c", "#111a24", "#2b2018");

    @Test
    void every_colour_is_made_readable_on_every_ground() throws IOException {
        visit = new Visit(browser, Visit.phone());
        visit.page.navigate(visit.url("/"));
        var chosen = colours();
        assertThat(chosen).hasSizeGreaterThan(250);

        for (var dark : List.of(false, true)) {
            var palettes = (List<?>) visit.page.evaluate(
                    "async ([module, chosen, dark]) => { const { palette } = await import(module);"
                            + " return chosen.map(c => palette(c, dark)); }",
                    Arrays.asList("/assets/" + new PageFiles().version() + "/colour.js", chosen, dark));
            for (var i = 0; i < chosen.size(); i++) {
                var palette = (Map<?, ?>) palettes.get(i);
                var what = chosen.get(i) + (dark ? " in the dark: " : ": ") + palette;
                assertThat(contrast(palette, "on", "fill")).as(what).isGreaterThanOrEqualTo(4.5);
                for (var ground : dark ? DARK : LIGHT) {
                    assertThat(contrast((String) palette.get("text"), ground))
                            .as(what)
                            .isGreaterThanOrEqualTo(4.5);
                    assertThat(contrast((String) palette.get("fill"), ground))
                            .as(what)
                            .isGreaterThanOrEqualTo(3);
                }
            }
        }
    }

    @Test
    void a_colour_that_can_be_read_is_left_as_it_is() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.branded("primary_color", "#1f3a5f");
        visit.open();

        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        assertThat(primary()).isEqualTo("#1f3a5f");
    }

    @Test
    void a_page_that_is_told_to_be_dark_is_dark_and_shuts_nobody_out() throws IOException {
        visit = at(browser, Visit.desktop().setLocale("en-GB"));
        visit.api.branded("primary_color", "#ffee55");
        visit.open();
        assertThat(visit.page.getByLabel("Your message")).isVisible();
        var light = primary();

        visit.page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }");

        visit.page.waitForCondition(() -> !primary().equals(light));
        assertThat(visit.page.locator(".top .bar")).hasCSS("color", "rgb(237, 241, 245)");
        assertThat(visit.barriers()).isEmpty();
        visit.screenshot("desktop-told-dark");
    }

    private String primary() {
        return (String) visit.page.evaluate("() => document.documentElement.style.getPropertyValue('--primary')");
    }

    /** A net over the cube, the greys, and what brands like. */
    private static List<String> colours() {
        var all = new ArrayList<String>();
        for (var r = 0; r < 256; r += 51) {
            for (var g = 0; g < 256; g += 51) {
                for (var b = 0; b < 256; b += 51) {
                    all.add("#%02x%02x%02x".formatted(r, g, b));
                }
            }
        }
        IntStream.range(0, 32).map(n -> n * 8).forEach(n -> all.add("#%02x%02x%02x".formatted(n, n, n)));
        all.addAll(List.of(
                "#3B82F6", "#e07a3f", "#1F3A5F", "#C0392B", "#ff0", "#f00", "#0f0", "#00f", "#fff", "#000", "red", "",
                "#12", "x"));
        return all;
    }

    private static double contrast(Map<?, ?> palette, String one, String other) {
        return contrast((String) palette.get(one), (String) palette.get(other));
    }

    /** As WCAG defines it. */
    private static double contrast(String one, String other) {
        var first = luminance(one);
        var second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        var parts = IntStream.of(1, 3, 5)
                .mapToDouble(at -> Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
