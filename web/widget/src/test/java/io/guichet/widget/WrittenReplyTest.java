package io.guichet.widget;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A reply that is seen while it is written. */
class WrittenReplyTest extends InChromium {

    @Test
    void a_reply_is_seen_while_it_is_written_and_heard_once() throws IOException {
        ask();

        write("Très beau");
        assertThat(draft()).containsText("Très beau");
        write("Très beau **projet** :\n- le sol");
        assertThat(draft().locator("strong")).hasText("projet");
        assertThat(draft()).hasAttribute("aria-busy", "true");
        assertThat(visit.page.getByRole(AriaRole.LOG).locator(".draft")).hasCount(0);
        assertThat(visit.page.locator("[role=status] .draft, [aria-live=polite] .draft"))
                .hasCount(0);
        assertThat(visit.barriers()).isEmpty();
        visit.screenshot("phone-draft");
        answer("Très beau **projet** :\n- le sol\n- les murs");

        assertThat(draft()).hasCount(0);
        assertThat(visit.said("les murs")).isVisible();
        assertThat(visit.page.locator(".message.agent")).hasCount(2);
    }

    @Test
    void a_reply_that_was_given_up_is_taken_away() throws IOException {
        ask();
        write("Je crois que");
        assertThat(draft()).isVisible();

        visit.api.emit("typing", null, Map.of("typing", false));

        assertThat(draft()).hasCount(0);
    }

    @Test
    void words_that_come_after_their_reply_are_not_shown() throws IOException {
        ask();
        write("Bonjour");
        answer("Bonjour !");
        assertThat(visit.said("Bonjour !")).isVisible();

        write("Bonjour");
        visit.api.emit("typing", null, Map.of("typing", true));

        assertThat(visit.page.locator(".dots")).isVisible();
        assertThat(draft()).hasCount(0);
    }

    @Test
    void words_with_markup_in_them_stay_words() throws IOException {
        ask();

        write("<img src=x onerror=window.hacked=1> [x](javascript:window.hacked=1)");

        assertThat(draft()).containsText("<img src=x");
        assertThat(draft().locator(".bubble img, .bubble a")).hasCount(0);
        assertThat(visit.page.evaluate("() => window.hacked ?? null")).isNull();
    }

    @Test
    void what_is_said_in_a_row_has_one_hour_and_each_its_date_for_those_who_listen() throws IOException {
        ask();
        answer("Un");
        answer("Deux");
        assertThat(visit.said("Deux")).isVisible();

        var times = visit.page.locator(".message.agent time");
        assertThat(times).hasCount(2);
        assertThat(times.first().locator("[aria-hidden]")).isHidden();
        assertThat(times.last().locator("[aria-hidden]")).isVisible();
        assertThat(times.last()).hasAttribute("title", Pattern.compile("\\d{4}"));
        assertThat(times.first().locator(".visually-hidden")).containsText(Pattern.compile("\\d{4}"));
    }

    private void ask() throws IOException {
        visit = new Visit(browser, Visit.phone()).openAndFollow();
        visit.say("Refaire ma salle de bain");
        assertThat(visit.page.locator("[data-state=sent]")).isVisible();
    }

    private void write(String soFar) {
        visit.api.emit("draft", null, Map.of("reply_to", "msg_v0", "text", soFar));
    }

    private void answer(String text) {
        visit.api.says(text);
    }

    private Locator draft() {
        return visit.page.locator(".draft");
    }
}
