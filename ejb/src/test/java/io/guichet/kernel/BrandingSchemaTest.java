package io.guichet.kernel;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BrandingSchemaTest {

    @Test
    void keys_are_kept_under_their_first_name_and_what_says_nothing_is_left_out() {
        assertThat(BrandingSchema.kept("""
                {"chat_title":" Durant ","welcome":"Bonjour\\nà vous","color":"#c0392B","powered_by":false,
                 "logo_url":"https://cdn.ebp.fr/l.png","placeholder":"","signature":null}"""))
                .isEqualTo(
                        "{\"title\":\"Durant\",\"welcome_message\":\"Bonjour\\nà vous\",\"primary_color\":\"#c0392B\","
                                + "\"powered_by\":false,\"logo_url\":\"https://cdn.ebp.fr/l.png\"}");
        assertThat(BrandingSchema.kept("{}")).isNull();
        assertThat(BrandingSchema.kept(null)).isNull();
        assertThat(faults("{\"title\":null}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//cdn.ebp.fr/l.png",
                "cdn.ebp.fr/l.png",
                "http://cdn.ebp.fr/l.png",
                "https://u:p@cdn.ebp.fr/l.png",
                "https:///l.png",
                "https:l.png",
                "javascript:alert(1)",
                "https://a.fr/x y"
            })
    void a_logo_is_an_https_address(String url) {
        assertThat(faults("{\"logo_url\":\"" + url + "\"}")).containsExactly("branding.logo_url");
        assertThat(BrandingSchema.kept("{\"logo_url\":\"" + url + "\"}")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"#FFF,true", "red,true", "#12345G,true", "#1234567,true", "#1E5AA8,false"})
    void a_colour_has_six_digits(String color, boolean refused) {
        assertThat(faults("{\"primary_color\":\"" + color + "\"}").isEmpty()).isNotEqualTo(refused);
        assertThat(faults("{\"color\":\"" + color + "\"}").isEmpty()).isNotEqualTo(refused);
    }

    @Test
    void every_fault_is_named_at_once() {
        var json = """
                {"title":3,"welcome_message":"%s","placeholder":"a\\nb","powered_by":"no","custom_css":["*{}"],
                 "font_color":"#fff","nothing":null}""".formatted("é".repeat(501));

        assertThat(faults(json))
                .containsExactlyInAnyOrder(
                        "branding.title",
                        "branding.welcome_message",
                        "branding.placeholder",
                        "branding.powered_by",
                        "branding.custom_css",
                        "branding.font_color",
                        "branding.nothing");
        assertThat(faults("[]")).containsExactly("branding");
    }

    @Test
    void a_style_sheet_is_kept_as_it_was_written_up_to_its_size() {
        assertThat(BrandingSchema.kept("{\"custom_css\":\".gt-title {\\r\\n\\tcolor: red }\"}"))
                .isEqualTo("{\"custom_css\":\".gt-title {\\n\\tcolor: red }\"}");
        assertThat(faults("{\"custom_css\":\"" + "a".repeat(20_000) + "\"}")).isEmpty();
        assertThat(faults("{\"custom_css\":\"" + "a".repeat(20_001) + "\"}")).containsExactly("branding.custom_css");
        assertThat(faults("{\"custom_css\":\"a\\u0000b\"}")).containsExactly("branding.custom_css");
    }

    @Test
    void a_key_is_given_by_one_of_its_names() {
        assertThat(faults("{\"title\":\"a\",\"chat_title\":\"b\"}")).containsExactly("branding.chat_title");
    }

    private static List<String> faults(String json) {
        var errors = new FieldErrors();
        BrandingSchema.checked(json, errors);
        var thrown = catchThrowableOfType(GuichetException.class, errors::throwIfAny);
        return thrown == null
                ? List.of()
                : thrown.fields().stream()
                        .map(GuichetException.FieldError::field)
                        .toList();
    }
}
