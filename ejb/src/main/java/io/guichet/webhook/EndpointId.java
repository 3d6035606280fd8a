package io.guichet.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A webhook endpoint of a tenant. Its public form is {@code whe_} and 32 hexadecimal digits. */
public record EndpointId(UUID value) {

    private static final String PREFIX = "whe_";

    public static EndpointId next() {
        return new EndpointId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<EndpointId> parse(String text) {
        return Ids.parse(PREFIX, text).map(EndpointId::new);
    }

    @JsonCreator
    static EndpointId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
