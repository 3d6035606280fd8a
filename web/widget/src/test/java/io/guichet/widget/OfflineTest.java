package io.guichet.widget;

import java.io.IOException;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** What a visitor wrote is kept: while the line is down, and over a reload. */
class OfflineTest extends InChromium {

    @Test
    void a_message_whose_answer_was_lost_is_sent_again_under_the_same_key_and_said_once() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.losingAnswers(1);
        visit.openAndFollow();

        visit.say("Il y a une fuite");
        assertThat(visit.page.locator("[data-state=failed]")).containsText("Non envoyé");
        visit.screenshot("phone-failed");
        visit.button("Réessayer").click();

        assertThat(visit.sent("Il y a une fuite")).isVisible();
        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.said("Il y a une fuite")).hasCount(1);
        assertThat(visit.api.sent).hasSize(2);
        assertThat(visit.api.sent.get(0)).isEqualTo(visit.api.sent.get(1));
        assertThat(visit.api.conversation()).containsOnlyOnce("visitor: Il y a une fuite");
    }

    @Test
    void what_is_written_offline_goes_by_itself_when_the_network_is_back() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.context().setOffline(true);
        visit.say("Je suis dans le train");
        assertThat(visit.page.getByText("Vous êtes hors ligne")).isVisible();
        assertThat(visit.page.locator("[data-state=failed]")).isVisible();

        visit.context().setOffline(false);

        assertThat(visit.sent("Je suis dans le train")).isVisible();
        assertThat(visit.page.getByText("Vous êtes hors ligne")).isHidden();
        assertThat(visit.api.sent).hasSize(1);
    }

    @Test
    void a_message_that_did_not_go_before_a_reload_goes_after_it() throws IOException {
        visit = at(browser, Visit.phone());
        visit.api.losingAnswers(1);
        visit.openAndFollow();
        visit.say("Deux fois dit, une fois entendu");
        assertThat(visit.page.locator("[data-state=failed], [data-state=sent]")).isVisible();

        visit.page.reload();

        assertThat(visit.page.locator("[data-state=sent]")).isVisible();
        assertThat(visit.said("Deux fois dit")).hasCount(1);
        assertThat(visit.api.conversation()).containsOnlyOnce("visitor: Deux fois dit, une fois entendu");
    }

    @Test
    void a_message_written_offline_survives_a_reload_and_is_said_once() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.context().setOffline(true);
        visit.say("Je suis dans le tunnel");
        assertThat(visit.page.locator("[data-state=failed]")).isVisible();

        comeBack();

        assertThat(visit.sent("Je suis dans le tunnel")).isVisible();
        assertThat(visit.said("plus de deux ans")).isVisible();
        assertThat(visit.said("Je suis dans le tunnel")).hasCount(1);
        visit.page.reload();
        assertThat(visit.said("Je suis dans le tunnel")).hasCount(1);
        assertThat(visit.api.conversation()).containsOnlyOnce("visitor: Je suis dans le tunnel");
        assertThat(visit.api.sent.stream().map(FakeApi.Sent::key).distinct()).hasSize(1);
    }

    @Test
    void photos_sent_offline_survive_a_reload_and_are_erased_once_they_went() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.context().setOffline(true);
        visit.choose(Visit.photo("mur.png"), Visit.photo("sol.png"));
        visit.field().fill("Voici");
        visit.button("Envoyer").click();
        assertThat(visit.page.locator("[data-state=failed]")).isVisible();

        comeBack();

        assertThat(visit.sent("Voici")).isVisible();
        assertThat(visit.api.uploads).containsOnly("mur.png", "sol.png");
        assertThat(visit.api.conversation()).containsOnlyOnce("visitor: Voici");
        assertThat(visit.page.locator(".message.visitor .file")).hasCount(2);
        visit.page.waitForCondition(() -> kept() == 0);
    }

    @Test
    void what_was_being_written_survives_a_reload_with_its_photos() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.field().fill("Je voudrais\nune douche");
        visit.choose(Visit.photo("mur.png"));
        visit.page.waitForCondition(() -> kept() == 1);

        visit.page.reload();

        assertThat(visit.field()).hasValue("Je voudrais\nune douche");
        assertThat(visit.page.locator(".tray img")).hasAttribute("alt", "mur.png");
        visit.button("Envoyer").click();
        assertThat(visit.sent("une douche")).isVisible();
        assertThat(visit.api.uploads).containsExactly("mur.png");
        visit.page.reload();
        assertThat(visit.said("une douche")).isVisible();
        assertThat(visit.field()).hasValue("");
        assertThat(visit.page.locator(".tray img")).hasCount(0);
    }

    @Test
    void a_draft_is_seen_by_its_own_conversation_alone() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.field().fill("Rien que pour Durant");

        visit.page.navigate(visit.url("/s/lnk_other"));

        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        assertThat(visit.field()).hasValue("");
    }

    @Test
    void a_page_that_could_not_open_opens_when_the_line_is_back() throws IOException {
        visit = at(browser, Visit.phone()).openAndFollow();
        visit.page.route("**/messages", route -> route.abort());
        visit.page.reload();
        assertThat(visit.button("Réessayer")).isVisible();
        visit.page.unroute("**/messages");

        visit.context().setOffline(true);
        visit.context().setOffline(false);

        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();
        visit.say("Me revoilà");
        assertThat(visit.sent("Me revoilà")).isVisible();
    }

    /** The page dies while there is no network, and is opened anew when there is. */
    private void comeBack() {
        visit.page.navigate("about:blank");
        visit.context().setOffline(false);
        visit.open();
    }

    private int kept() {
        return ((Number) visit.page.evaluate("() => new Promise((resolve) => {"
                        + " const opening = indexedDB.open('guichet.files', 1);"
                        + " opening.onsuccess = () => {"
                        + " const count = opening.result.transaction('files').objectStore('files').count();"
                        + " count.onsuccess = () => { opening.result.close(); resolve(count.result); }; }; })"))
                .intValue();
    }
}
