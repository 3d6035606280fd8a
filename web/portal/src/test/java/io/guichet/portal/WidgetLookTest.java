package io.guichet.portal;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WidgetLookTest {

    private static final String URL = "https://guichet.example";

    @Test
    void what_goes_without_saying_is_not_in_the_code() {
        assertThat(asked(Map.of()).code(URL, "dpl_ebp"))
                .isEqualTo("<script src=\"https://guichet.example/widget/v1/loader.js\" data-deployment-key=\"dpl_ebp\""
                        + " async></script>");
    }

    @Test
    void what_was_chosen_is_an_attribute_of_the_script_but_for_the_screen() {
        assertThat(asked(Map.of("position", "bottom-left", "theme", "dark", "locale", "en", "width", "phone"))
                        .code(URL, "dpl_ebp"))
                .contains("data-deployment-key=\"dpl_ebp\" data-position=\"bottom-left\" data-theme=\"dark\""
                        + " data-locale=\"en\" async>")
                .doesNotContain("phone");
    }

    @Test
    void in_the_page_it_comes_with_its_place() {
        assertThat(asked(Map.of("position", "inline")).code(URL, "dpl_ebp"))
                .startsWith("<div id=\"guichet\"></div>\n<script ")
                .contains(" data-position=\"inline\" data-container-selector=\"#guichet\" async>");
    }

    @Test
    void what_there_is_not_to_choose_is_not_taken() {
        var look = asked(Map.of("theme", "\"><script>alert(1)</script>", "position", "top", "width", ""));

        assertThat(look).isEqualTo(asked(Map.of()));
    }

    @Test
    void each_option_asks_for_itself_and_leaves_the_rest() {
        var choices = asked(Map.of("theme", "dark", "width", "phone")).choices();

        assertThat(choices).extracting(WidgetLook.Choice::name).containsExactlyElementsOf(WidgetLook.NAMES);
        assertThat(choices.getFirst().options())
                .extracting(WidgetLook.Option::query)
                .containsExactly(
                        "&position=bottom-right&theme=dark&locale=auto&width=phone",
                        "&position=bottom-left&theme=dark&locale=auto&width=phone",
                        "&position=inline&theme=dark&locale=auto&width=phone");
        assertThat(choices.get(1).options())
                .filteredOn(WidgetLook.Option::chosen)
                .extracting(WidgetLook.Option::value)
                .containsExactly("dark");
    }

    private static WidgetLook asked(Map<String, String> parameters) {
        return WidgetLook.of(parameters::get);
    }
}
