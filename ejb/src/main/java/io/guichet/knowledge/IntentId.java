package io.guichet.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An intent of a tenant's own. Its public form is {@code int_} and 32 hexadecimal digits. */
public record IntentId(UUID value) {

    private static final String PREFIX = "int_";

    public static IntentId next() {
        return new IntentId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<IntentId> parse(String text) {
        return Ids.parse(PREFIX, text).map(IntentId::new);
    }

    @JsonCreator
    static IntentId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
