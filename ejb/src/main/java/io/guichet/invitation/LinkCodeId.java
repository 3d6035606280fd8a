package io.guichet.invitation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A LINK- code, not what it says. Its public form is {@code lnk_} and 32 hexadecimal digits. */
public record LinkCodeId(UUID value) {

    private static final String PREFIX = "lnk_";

    public static LinkCodeId next() {
        return new LinkCodeId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<LinkCodeId> parse(String text) {
        return Ids.parse(PREFIX, text).map(LinkCodeId::new);
    }

    @JsonCreator
    static LinkCodeId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
