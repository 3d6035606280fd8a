package io.guichet.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An API key of a tenant; not the key itself. Its public form is {@code key_} and 32 hexadecimal digits. */
public record ApiKeyId(UUID value) {

    private static final String PREFIX = "key_";

    public static ApiKeyId next() {
        return new ApiKeyId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<ApiKeyId> parse(String text) {
        return Ids.parse(PREFIX, text).map(ApiKeyId::new);
    }

    @JsonCreator
    static ApiKeyId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
