package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A file that a contact sent. Its public form is {@code file_} and 32 hexadecimal digits. */
public record FileId(UUID value) {

    private static final String PREFIX = "file_";

    public static FileId next() {
        return new FileId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<FileId> parse(String text) {
        return Ids.parse(PREFIX, text).map(FileId::new);
    }

    @JsonCreator
    static FileId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
