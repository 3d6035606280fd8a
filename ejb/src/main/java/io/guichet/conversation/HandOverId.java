package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A conversation that a person has to go on with. Its public form is {@code hov_} and 32 hexadecimal digits. */
public record HandOverId(UUID value) {

    private static final String PREFIX = "hov_";

    public static HandOverId next() {
        return new HandOverId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<HandOverId> parse(String text) {
        return Ids.parse(PREFIX, text).map(HandOverId::new);
    }

    @JsonCreator
    static HandOverId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
