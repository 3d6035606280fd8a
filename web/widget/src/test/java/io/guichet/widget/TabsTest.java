package io.guichet.widget;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** One conversation in two tabs of one browser, and what is left of files that were erased. */
class TabsTest extends InChromium {

    @Test
    void what_is_said_in_one_tab_is_seen_in_the_other_at_once() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        var other = anotherTab();

        visit.say("Refaire ma salle de bain");

        assertThat(said(other, "Refaire ma salle de bain")).hasCount(1);
        assertThat(said(other, "plus de deux ans")).isVisible();
        assertThat(visit.said("Refaire ma salle de bain")).hasCount(1);
        assertThat(visit.page.locator(".message.visitor")).hasCount(1);
    }

    @Test
    void each_tab_keeps_what_is_being_written_in_it() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        var other = anotherTab();
        visit.field().fill("Dans le premier");
        field(other).fill("Dans le second");

        visit.page.reload();
        other.reload();

        assertThat(visit.field()).hasValue("Dans le premier");
        assertThat(field(other)).hasValue("Dans le second");
    }

    @Test
    void a_new_tab_begins_empty_and_takes_over_what_a_closed_one_left() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.field().fill("Je suis encore là");
        var other = anotherTab();
        assertThat(field(other)).hasValue("");
        field(other).fill("Je m'en vais");
        other.close();

        var third = anotherTab();

        assertThat(field(third)).hasValue("Je m'en vais");
        visit.page.reload();
        assertThat(visit.field()).hasValue("Je suis encore là");
    }

    @Test
    void of_an_erased_file_is_said_that_there_was_one_and_the_picture_goes() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        var other = anotherTab();
        visit.choose(Visit.photo("mur.png"), Visit.photo("sol.png"));
        visit.say("Voici");
        assertThat(other.locator(".message.visitor .file")).hasCount(2);

        visit.api.erases();

        for (var page : new Page[] {visit.page, other}) {
            assertThat(page.locator(".message.visitor .erased")).hasText("2 fichiers supprimés");
            assertThat(page.locator(".message.visitor .file")).hasCount(0);
            assertThat(said(page, "Voici")).hasCount(1);
        }
        assertThat(visit.barriers()).isEmpty();
        visit.page.reload();
        assertThat(visit.page.locator(".message.visitor .erased")).hasText("2 fichiers supprimés");
    }

    private Page anotherTab() {
        var tab = visit.context().newPage();
        tab.navigate(visit.url("/s/lnk_visit"));
        assertThat(said(tab, "Pouvez-vous me décrire")).isVisible();
        return tab;
    }

    private static Locator said(Page page, String words) {
        return page.getByRole(AriaRole.LOG).getByText(words);
    }

    private static Locator field(Page page) {
        return page.getByLabel("Votre message");
    }
}
