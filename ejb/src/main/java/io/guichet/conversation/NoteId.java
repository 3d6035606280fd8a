package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** What a person noted of a conversation for others of the tenant. Its public form is {@code note_} and 32 hexadecimal digits. */
public record NoteId(UUID value) {

    private static final String PREFIX = "note_";

    public static NoteId next() {
        return new NoteId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<NoteId> parse(String text) {
        return Ids.parse(PREFIX, text).map(NoteId::new);
    }

    @JsonCreator
    static NoteId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
