package io.guichet.mail;

import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A letter. Its public form is {@code ltr_} and 32 hexadecimal digits. */
public record LetterId(UUID value) {

    private static final String PREFIX = "ltr_";

    public static LetterId next() {
        return new LetterId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<LetterId> parse(String text) {
        return Ids.parse(PREFIX, text).map(LetterId::new);
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
