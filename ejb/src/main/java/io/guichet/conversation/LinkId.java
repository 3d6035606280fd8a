package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A session link; not its token. Its public form is {@code slk_} and 32 hexadecimal digits. */
public record LinkId(UUID value) {

    private static final String PREFIX = "slk_";

    public static LinkId next() {
        return new LinkId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<LinkId> parse(String text) {
        return Ids.parse(PREFIX, text).map(LinkId::new);
    }

    @JsonCreator
    static LinkId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
