package io.guichet.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A document. Its public form is {@code doc_} and 32 hexadecimal digits. */
public record DocumentId(UUID value) {

    private static final String PREFIX = "doc_";

    public static DocumentId next() {
        return new DocumentId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<DocumentId> parse(String text) {
        return Ids.parse(PREFIX, text).map(DocumentId::new);
    }

    @JsonCreator
    static DocumentId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
