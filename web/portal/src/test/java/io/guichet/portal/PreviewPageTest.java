package io.guichet.portal;

import io.guichet.conversation.TestPass;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on which a deployment is tried out. */
class PreviewPageTest {

    private static final String PATH = "/widget/v1/frame";
    private static final TestPass PASS = new TestPass("1793606400.signed", Duration.ofMinutes(30));

    @Test
    void it_holds_the_code_as_it_is_to_be_pasted_in_a_page_of_its_language() {
        var code = "<script src=\"x\" data-locale=\"{lang}\" async></script>";
        var page = new PreviewPage();

        assertThat(page.with(code, Locale.ENGLISH)).contains("<html lang=\"en\">", "A page of your site", code);
        assertThat(page.with(code, Locale.FRENCH)).contains("<html lang=\"fr\">", "Une page de votre site", code);
    }

    @Test
    void it_allows_what_the_widget_needs_and_only_the_portal_shows_it() {
        assertThat(PreviewPage.policy("https://Guichet.example/"))
                .startsWith("default-src 'none';")
                .contains("script-src https://Guichet.example;", "frame-src https://Guichet.example;")
                .doesNotContain("unsafe")
                .endsWith("frame-ancestors 'self'");
    }

    @Test
    void the_pass_goes_to_one_path_of_ours_from_our_own_pages_and_no_script_reads_it() {
        assertThat(PreviewServlet.cookie("dpl_ebp", PASS, PATH, "https://guichet.example"))
                .isEqualTo("guichet-test-dpl_ebp=1793606400.signed; Path=/widget/v1/frame; Max-Age=1800; HttpOnly;"
                        + " SameSite=Strict; Secure");
        assertThat(PreviewServlet.cookie("dpl_ebp", PASS, PATH, "http://localhost:8080"))
                .endsWith("SameSite=Strict");
    }
}
