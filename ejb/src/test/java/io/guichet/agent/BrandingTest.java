package io.guichet.agent;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrandingTest {

    private static final Map<String, String> NAMES = Map.of(
            "agent.name", "Expert BTP",
            "client.name", "EBP",
            "artisan.name", "Durant Peinture",
            "user.name", "Durant Peinture");

    @Test
    void the_higher_level_speaks_and_what_it_leaves_unsaid_is_the_lower_ones() {
        var branding = fr("""
                {"title":"agent","primary_color":"#111111","placeholder":"agent"}""", """
                {"title":"deployment","primary_color":"#222222"}""", """
                {"title":"member"}""");

        assertThat(branding.title()).isEqualTo("member");
        assertThat(branding.primaryColor()).isEqualTo("#222222");
        assertThat(branding.placeholder()).isEqualTo("agent");
    }

    @Test
    void a_level_that_says_nothing_changes_nothing() {
        assertThat(fr(null, "{\"title\":\"agent\"}", null, "{}", "{\"title\":null}", "{\"title\":{\"a\":1}}")
                        .title())
                .isEqualTo("agent");
    }

    @ParameterizedTest
    @CsvSource({"welcome", "welcome_message"})
    void the_welcome_has_two_names(String key) {
        assertThat(fr("{\"welcome_message\":\"bas, IA\"}", "{\"" + key + "\":\"haut, IA\"}")
                        .welcome())
                .isEqualTo("haut, IA");
    }

    @ParameterizedTest
    @CsvSource({"title", "chat_title"})
    void the_title_has_two_names(String key) {
        assertThat(fr("{\"title\":\"bas\"}", "{\"" + key + "\":\"haut\"}").title())
                .isEqualTo("haut");
    }

    @Test
    void without_any_level_it_still_looks_like_something() {
        var branding = fr();

        assertThat(branding.title()).isEqualTo("Expert BTP");
        assertThat(branding.primaryColor()).matches("#[0-9A-F]{6}");
        assertThat(branding.logoUrl()).isNull();
        assertThat(branding.welcome()).isEqualTo("Bonjour !\nJe suis un assistant IA.");
        assertThat(en().welcome()).isEqualTo("Hello!\nI am an AI assistant.");
        assertThat(en().disclosure()).contains("artificial intelligence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#FFF", "#12345G", "#1234567", "#123456;background:url(//evil)", "123456", ""})
    void a_colour_that_is_none_is_not_taken(String color) {
        assertThat(fr("{\"primary_color\":\"" + color + "\"}").primaryColor()).isEqualTo("#1F3A5F");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://cdn.ebp.example/logo.png, true
            HTTPS://cdn.ebp.example/logo.png, true
            http://cdn.ebp.example/logo.png,  false
            javascript:alert(1),              false
            data:image/png;base64;AAAA,       false
            //cdn.ebp.example/logo.png,       false
            https://,                         false
            https:logo.png,                   false
            https://u:p@cdn.ebp.example/,     false
            'https://a.fr/x y',               false
            """)
    void a_logo_is_an_https_address(String url, boolean taken) {
        assertThat(fr("{\"logo_url\":\"" + url + "\"}").logoUrl()).isEqualTo(taken ? url : null);
    }

    @Test
    void the_style_sheet_of_the_highest_level_is_shown_reduced() {
        var branding = fr(
                "{\"custom_css\":\".gt-title{color:red}\"}",
                "{\"custom_css\":\".gt-title{color:blue;position:fixed}\"}",
                null);

        assertThat(branding.customCss()).isEqualTo(".gt-app .gt-title{color:blue}");
        assertThat(fr("{\"custom_css\":\"body{color:red}\"}").customCss()).isNull();
        assertThat(fr().customCss()).isNull();
    }

    @Test
    void names_are_filled_in() {
        assertThat(fr("{\"title\":\"{artisan.name} chez {client.name} : {agent.name}, {user.name}\"}")
                        .title())
                .isEqualTo("Durant Peinture chez EBP : Expert BTP, Durant Peinture");
    }

    @Test
    void braces_in_a_name_stay_braces() {
        var names = Map.of("artisan.name", "{client.name} $1 \\", "client.name", "secret");

        assertThat(resolve(Arrays.asList("{\"title\":\"A {artisan.name}\"}"), names, false, "fr")
                        .title())
                .isEqualTo("A {client.name} $1 \\");
    }

    @Test
    void a_place_that_nobody_knows_stays() {
        assertThat(fr("{\"title\":\"{artisan.fax} {x}\"}").title()).isEqualTo("{artisan.fax} {x}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Durant {artisan.phone}            ; Durant 06 12 34 56 78   ; Durant
            Durant – {artisan.phone}          ; Durant – 06 12 34 56 78 ; Durant
            Durant ({artisan.phone})          ; Durant (06 12 34 56 78) ; Durant
            Durant, {artisan.phone}           ; Durant, 06 12 34 56 78  ; Durant
            {artisan.phone} – Durant          ; 06 12 34 56 78 – Durant ; Durant
            {artisan.phone} Durant            ; 06 12 34 56 78 Durant   ; Durant
            Durant {artisan.phone} à Lyon     ; Durant 06 12 34 56 78 à Lyon ; Durant à Lyon
            Bref : {artisan.phone}.           ; Bref : 06 12 34 56 78.  ; Bref.
            {artisan.phone}                   ; 06 12 34 56 78          ; Expert BTP
            """)
    void a_phone_is_shown_where_there_is_one_and_leaves_nothing_hanging_where_there_is_none(
            String title, String with, String without) {
        var json = java.util.List.<@Nullable String>of("{\"title\":\"" + title + "\"}");

        assertThat(resolve(json, phone("06 12 34 56 78"), false, "fr").title()).isEqualTo(with);
        assertThat(resolve(json, phone(""), false, "fr").title()).isEqualTo(without);
    }

    @Test
    void braces_in_a_name_are_no_place_for_a_phone() {
        var names = Map.of("artisan.name", "Durant {artisan.phone}", "artisan.phone", "");
        var json = java.util.List.<@Nullable String>of("{\"title\":\"Chez {artisan.name}\"}");

        assertThat(resolve(json, names, false, "fr").title()).isEqualTo("Chez Durant {artisan.phone}");
    }

    @Test
    void a_signature_of_which_nothing_is_left_is_none() {
        var json = java.util.List.<@Nullable String>of("{\"signature\":\"{artisan.phone}\"}");

        assertThat(resolve(json, phone(""), false, "fr").signature()).isNull();
    }

    @Test
    void a_disclosure_that_a_name_takes_apart_does_not_count() {
        var names = Map.of("artisan.name", "Durant");
        var json = java.util.List.<@Nullable String>of("{\"welcome\":\"IA{artisan.name}\"}");

        assertThat(resolve(json, names, false, "fr").welcome()).endsWith("\nJe suis un assistant IA.");
    }

    private static Map<String, String> phone(String phone) {
        return Map.of("agent.name", "Expert BTP", "artisan.phone", phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bonjour, je suis l'assistant IA de Durant.",
                "Bonjour, l’IA de Durant vous répond.",
                "Je suis une intelligence artificielle.",
                "Intelligence Artificielle de Durant",
                "Assistant I.A. de Durant",
                "Hello, I am an AI.",
                "An artificial intelligence answers."
            })
    void a_tenant_words_the_disclosure_itself(String welcome) {
        assertThat(fr("{\"welcome\":\"" + welcome + "\"}").welcome()).isEqualTo(welcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bonjour, que puis-je pour vous ?",
                "Bonjour, j'ai hâte de lire votre projet.",
                "J'AI HÂTE DE VOUS LIRE",
                "Bonjour de DIANA",
                "MAISON DU BAIA",
                "Je ne suis pas une IA.",
                "I am not an AI",
                "Bonjour, {artisan.name} vous répond",
                ""
            })
    void a_welcome_without_a_disclosure_is_given_one(String welcome) {
        var names = Map.of("artisan.name", "Studio IA");

        assertThat(resolve(Arrays.asList("{\"welcome\":\"" + welcome + "\"}"), names, false, "fr")
                        .welcome())
                .endsWith("\nJe suis un assistant IA.");
        assertThat(resolve(Arrays.asList("{\"welcome\":\"" + welcome + "\"}"), names, false, "en-GB")
                        .welcome())
                .endsWith("\nI am an AI assistant.");
    }

    @Test
    void a_disclosure_that_is_cut_off_does_not_count() {
        assertThat(fr("{\"welcome\":\"" + "a".repeat(600) + " IA\"}").welcome()).endsWith("\nJe suis un assistant IA.");
    }

    @Test
    void the_disclosure_beside_the_conversation_is_the_platforms() {
        assertThat(fr("{\"disclosure\":\"\"}").disclosure()).contains("intelligence artificielle");
    }

    @Test
    void powered_by_stays_where_the_agent_requires_it() {
        var without = Arrays.<@Nullable String>asList("{\"powered_by\":\"false\"}");

        assertThat(resolve(without, NAMES, false, "fr").poweredBy()).isFalse();
        assertThat(resolve(without, NAMES, true, "fr").poweredBy()).isTrue();
        assertThat(fr().poweredBy()).isTrue();
    }

    private static Branding resolve(
            java.util.List<@Nullable String> levels, Map<String, String> names, boolean poweredBy, String locale) {
        var named =
                levels.stream().map(json -> new Branding.Level("level", json)).toList();
        return Branding.resolve(named, names, poweredBy, locale).branding();
    }

    private static Branding fr(@Nullable String... levels) {
        return resolve(Arrays.asList(levels), NAMES, false, "fr");
    }

    private static Branding en(@Nullable String... levels) {
        return resolve(Arrays.asList(levels), NAMES, false, "en");
    }
}
