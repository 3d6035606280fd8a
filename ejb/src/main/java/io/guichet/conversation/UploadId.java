package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A file that comes in pieces. Its public form is {@code upl_} and 32 hexadecimal digits. */
public record UploadId(UUID value) {

    private static final String PREFIX = "upl_";

    public static UploadId next() {
        return new UploadId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<UploadId> parse(String text) {
        return Ids.parse(PREFIX, text).map(UploadId::new);
    }

    @JsonCreator
    static UploadId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
