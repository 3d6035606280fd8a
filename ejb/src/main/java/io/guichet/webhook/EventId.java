package io.guichet.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** Something that happened and that endpoints are told. Its public form is {@code evt_} and 32 hexadecimal digits. */
public record EventId(UUID value) {

    private static final String PREFIX = "evt_";

    public static EventId next() {
        return new EventId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<EventId> parse(String text) {
        return Ids.parse(PREFIX, text).map(EventId::new);
    }

    @JsonCreator
    static EventId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
