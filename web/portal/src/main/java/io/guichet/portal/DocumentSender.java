package io.guichet.portal;

import io.guichet.knowledge.PageDraft;
import io.guichet.knowledge.ReceivedDocument;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends a file or the address of a page to the documents of a page. */
@Named("documentSender")
@ViewScoped
public class DocumentSender implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    KnowledgePage page;

    /** One for each time the page is opened: pressed twice, one document is sent. */
    private final String key = "portal-" + UUID.randomUUID();

    private @Nullable String title;
    private @Nullable String address;
    private @Nullable String addressTitle;
    private transient @Nullable Part file;

    public void send() {
        send(received -> page.shelf().add(received, key), title, "knowledge.sent");
    }

    public void replace() {
        var chosen = page.getChosenDocument();
        if (chosen == null) {
            page.refuse("document_not_found");
            return;
        }
        send(
                received -> page.shelf().replace(KnowledgePage.id(chosen.id()), received),
                chosen.givenTitle(),
                "knowledge.replaced");
    }

    public void sendAddress() {
        var sent = page.attempt(() -> page.shelf().add(new PageDraft(address, addressTitle), key));
        if (sent) {
            page.reopen("knowledge.sent");
        }
    }

    private void send(Shelving shelving, @Nullable String called, String said) {
        var chosen = file;
        if (chosen == null || chosen.getSize() == 0) {
            page.refuse("no_file");
        } else if (page.attempt(() -> shelving.take(received(chosen, called)))) {
            page.reopen(said);
        }
    }

    private static ReceivedDocument received(Part file, @Nullable String called) {
        try (var content = file.getInputStream()) {
            return ReceivedDocument.check(
                    Objects.requireNonNullElse(file.getSubmittedFileName(), ""),
                    called,
                    content.readNBytes(ReceivedDocument.LARGEST + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with a file that was received. */
    private interface Shelving {
        void take(ReceivedDocument received);
    }

    /** Bytes that a file may have. */
    public int getLargest() {
        return ReceivedDocument.LARGEST;
    }

    public @Nullable Part getFile() {
        return file;
    }

    public void setFile(@Nullable Part file) {
        this.file = file;
    }

    public @Nullable String getTitle() {
        return title;
    }

    public void setTitle(@Nullable String title) {
        this.title = title;
    }

    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String address) {
        this.address = address;
    }

    public @Nullable String getAddressTitle() {
        return addressTitle;
    }

    public void setAddressTitle(@Nullable String addressTitle) {
        this.addressTitle = addressTitle;
    }
}
