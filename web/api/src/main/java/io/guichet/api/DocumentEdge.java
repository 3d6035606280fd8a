package io.guichet.api;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.DocumentId;
import io.guichet.knowledge.DocumentView;
import io.guichet.knowledge.Question;
import io.guichet.knowledge.ReceivedDocument;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents as a tenant and as an operator send and ask for them. */
final class DocumentEdge {

    private static final int LONGEST_QUESTION = 1_000;
    private static final int LONGEST_TITLE = 4_000;

    private DocumentEdge() {}

    static DocumentId document(String id) {
        return DocumentId.parse(id)
                .orElseThrow(
                        () -> new GuichetException(ProblemCode.DOCUMENT_NOT_FOUND, "No document here has this id."));
    }

    static PageRequest request(@Nullable Integer limit, @Nullable String cursor, @Nullable String q) {
        return PageRequest.of(limit, cursor, q, null, Set.of("created_at"), "-created_at");
    }

    static Answer.Paged<List<DocumentView>> answer(Page<DocumentView> page) {
        return Answer.Paged.of(page.items(), page.next());
    }

    /**
     * @param folder where a document is read, with its last slash
     */
    static Response created(DocumentView document, String folder) {
        return Response.created(URI.create(folder + document.id()))
                .entity(Answer.of(document))
                .build();
    }

    /** The parts {@code file} and, where there is one, {@code title} of a form. */
    static ReceivedDocument received(List<EntityPart> parts) {
        var file = part(parts, "file")
                .orElseThrow(() -> new GuichetException(ProblemCode.BAD_REQUEST, "The form has a part named file."));
        var title = part(parts, "title").map(p -> new String(content(p, LONGEST_TITLE), StandardCharsets.UTF_8));
        var bytes = content(file, ReceivedDocument.LARGEST + 1);
        return ReceivedDocument.check(file.getFileName().orElse(""), title.orElse(null), bytes);
    }

    private static Optional<EntityPart> part(List<EntityPart> parts, String name) {
        return parts.stream().filter(p -> p.getName().equals(name)).findFirst();
    }

    private static byte[] content(EntityPart part, int most) {
        try (var content = part.getContent()) {
            return content.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Question question(@Nullable Asked asked, List<String> collections) {
        var body = Requests.body(asked);
        var text = body.question() == null ? "" : body.question().strip();
        var limit = body.limit() == null ? 5 : body.limit();
        new FieldErrors()
                .check(
                        !text.isEmpty() && text.length() <= LONGEST_QUESTION,
                        "question",
                        "is 1 to " + LONGEST_QUESTION + " characters")
                .check(limit >= 1 && limit <= 20, "limit", "is 1 to 20")
                .throwIfAny();
        return new Question(text, Locale.FRENCH, collections, limit);
    }

    /**
     * A question to try.
     *
     * @param limit passages at most; 5 where it is absent
     */
    public record Asked(@Nullable String question, @Nullable Integer limit) {}
}
