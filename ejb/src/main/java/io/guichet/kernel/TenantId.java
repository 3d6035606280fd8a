package io.guichet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** A company that has Guichet. Its public form is {@code tnt_} and 32 hexadecimal digits. */
public record TenantId(UUID value) {

    private static final String PREFIX = "tnt_";

    public static TenantId next() {
        return new TenantId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<TenantId> parse(String text) {
        return Ids.parse(PREFIX, text).map(TenantId::new);
    }

    @JsonCreator
    static TenantId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
