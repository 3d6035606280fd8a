package io.guichet.widget;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.guichet.widget.BathroomScript.at;
import static org.assertj.core.api.Assertions.assertThat;

/** Photos and documents on their way: in pieces, taken back, dropped, pasted, taken with the camera. */
class AttachmentsTest extends InChromium {

    private static final int PIECE = 768 * 1024;

    @Test
    void a_large_photo_goes_on_where_the_line_broke() throws IOException {
        var photo = large("grand.jpg");
        visit = at(browser, Visit.phone());
        visit.api.pieces.cutting(PIECE);
        visit.openAndFollow();

        visit.choose(photo);
        visit.button("Envoyer").click();

        assertThat(visit.page.locator("[data-state=sent]")).isVisible();
        assertThat(visit.api.pieces.complete.get("grand.jpg")).isEqualTo(photo.buffer);
        assertThat(visit.api.pieces.asked)
                .containsOnlyOnce("POST grand.jpg")
                .contains("PATCH 0", "HEAD " + (PIECE + PIECE / 2), "PATCH " + (PIECE + PIECE / 2));
        assertThat(visit.api.sent)
                .singleElement()
                .satisfies(m -> assertThat(m.files()).hasSize(1));
    }

    @Test
    void a_large_photo_goes_on_after_a_reload() throws IOException {
        var gate = new CountDownLatch(1);
        var photo = large("grand.jpg");
        visit = at(browser, Visit.phone());
        visit.api.pieces.holding(PIECE, gate);
        visit.openAndFollow();
        visit.choose(photo);
        visit.button("Envoyer").click();
        visit.page.waitForCondition(() -> visit.api.pieces.asked.contains("PATCH " + PIECE));

        visit.page.reload();
        assertThat(visit.page.getByLabel("Envoi de grand.jpg")).isVisible();
        gate.countDown();

        assertThat(visit.page.locator("[data-state=sent]")).isVisible();
        assertThat(visit.api.pieces.asked).containsOnlyOnce("POST grand.jpg");
        assertThat(visit.api.pieces.complete.get("grand.jpg")).isEqualTo(photo.buffer);
        assertThat(visit.page.locator(".message.visitor")).hasCount(1);
    }

    @Test
    void words_whose_photo_was_said_without_them_go_all_the_same() throws IOException {
        visit = at(browser, Visit.phone());
        visit.openAndFollow();
        visit.page.route("**/api/widget/v1/message", route -> {
            if (route.request().postData().contains("file_0")) {
                route.fulfill(new Route.FulfillOptions().setStatus(404).setBody("{\"code\":\"file_not_found\"}"));
            } else {
                route.resume();
            }
        });

        visit.choose(Visit.photo("mur.png"), Visit.photo("sol.png"));
        visit.field().fill("Voici");
        visit.button("Envoyer").click();

        assertThat(visit.sent("Voici")).isVisible();
        assertThat(visit.page.locator("[data-state=failed]")).hasCount(0);
        assertThat(visit.api.opened).hasSize(1);
        assertThat(visit.api.sent)
                .singleElement()
                .satisfies(m -> assertThat(m.files()).hasSize(1));
    }

    @Test
    void a_photo_that_is_taken_back_leaves_nothing() throws IOException {
        var gate = new CountDownLatch(1);
        visit = at(browser, Visit.phone());
        visit.api.pieces.holding(PIECE, gate);
        visit.openAndFollow();
        visit.choose(large("grand.jpg"), Visit.photo("mur.png"));
        visit.field().fill("Voici");
        visit.button("Envoyer").click();
        visit.page.waitForCondition(() -> visit.api.pieces.asked.contains("PATCH " + PIECE));
        visit.screenshot("phone-cancel");

        visit.button("Annuler grand.jpg").click();

        assertThat(visit.sent("Voici")).isVisible();
        visit.page.waitForCondition(() -> visit.api.pieces.asked.contains("DELETE grand.jpg"));
        gate.countDown();
        assertThat(visit.api.pieces.complete).isEmpty();
        assertThat(visit.api.pieces.parts).isEmpty();
        assertThat(visit.api.uploads).containsExactly("mur.png");
        assertThat(visit.page.locator(".message.visitor .file")).hasCount(1);
        assertThat(visit.api.sent)
                .singleElement()
                .satisfies(m -> assertThat(m.files()).hasSize(1));
    }

    @Test
    void a_message_of_nothing_but_a_photo_that_is_taken_back_is_gone() throws IOException {
        var gate = new CountDownLatch(1);
        visit = at(browser, Visit.phone());
        visit.api.holdingUploads(gate);
        visit.openAndFollow();
        visit.choose(Visit.photo("mur.png"));
        visit.button("Envoyer").click();

        visit.button("Annuler mur.png").click();

        assertThat(visit.page.locator(".message.visitor")).hasCount(0);
        gate.countDown();
        visit.say("Sans photo");
        assertThat(visit.sent("Sans photo")).isVisible();
        visit.page.reload();
        assertThat(visit.said("Sans photo")).isVisible();
        assertThat(visit.page.locator(".message.visitor")).hasCount(1);
        assertThat(visit.api.sent).hasSize(1);
    }

    @Test
    void photos_are_dropped_and_pasted_anywhere() throws IOException {
        visit = at(browser, Visit.desktop()).open();
        assertThat(visit.said("Pouvez-vous me décrire")).isVisible();

        transfer("DragEvent", "dragover", "dataTransfer", "mur.png");
        assertThat(visit.page.getByText("Déposez vos photos ici")).isVisible();
        visit.screenshot("desktop-drop");
        transfer("DragEvent", "drop", "dataTransfer", "mur.png");
        transfer("ClipboardEvent", "paste", "clipboardData", "image.png");

        assertThat(visit.page.getByText("Déposez vos photos ici")).isHidden();
        assertThat(visit.page.locator(".tray img")).hasCount(2);
        assertThat(visit.page.getByText("2 sur 10 fichiers, 10 Mo au plus chacun"))
                .isVisible();
        assertThat(visit.barriers()).isEmpty();
    }

    @Test
    void a_phone_offers_its_camera_and_a_desktop_does_not() throws IOException {
        visit = at(browser, Visit.phone()).open();

        var chooser = visit.page.waitForFileChooser(
                () -> visit.button("Prendre une photo").click());
        assertThat(chooser.element().getAttribute("capture")).isEqualTo("environment");
        chooser.setFiles(Visit.photo("photo.png"));
        assertThat(visit.page.locator(".tray img")).hasCount(1);
        var files = visit.page.waitForFileChooser(
                () -> visit.button("Ajouter des photos ou un PDF").click());
        assertThat(files.isMultiple()).isTrue();
        assertThat(files.element().getAttribute("capture")).isNull();
        visit.close();

        visit = at(browser, Visit.desktop()).open();
        assertThat(visit.field()).isVisible();
        assertThat(visit.button("Prendre une photo")).isHidden();
    }

    private void transfer(String kind, String type, String field, String name) {
        visit.page.evaluate(
                "([kind, type, field, name]) => { const data = new DataTransfer();"
                        + " data.items.add(new File([new Uint8Array(9)], name, {type: 'image/png'}));"
                        + " document.querySelector('.log').dispatchEvent(new window[kind](type,"
                        + " {bubbles: true, cancelable: true, [field]: data})); }",
                List.of(kind, type, field, name));
    }

    /** Of four pieces. */
    private static FilePayload large(String name) {
        var bytes = new byte[3 * PIECE + 1_000];
        new Random(7).nextBytes(bytes);
        return new FilePayload(name, "image/jpeg", bytes);
    }
}
