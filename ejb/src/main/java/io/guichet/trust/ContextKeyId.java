package io.guichet.trust;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A key for signing contexts; the {@code kid} of its tokens. Its public form is {@code ctx_} and 32 hexadecimal digits. */
public record ContextKeyId(UUID value) {

    private static final String PREFIX = "ctx_";

    public static ContextKeyId next() {
        return new ContextKeyId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<ContextKeyId> parse(String text) {
        return Ids.parse(PREFIX, text).map(ContextKeyId::new);
    }

    @JsonCreator
    static ContextKeyId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
