package io.guichet.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A domain of a deployment. Its public form is {@code dom_} and 32 hexadecimal digits. */
public record DomainId(UUID value) {

    private static final String PREFIX = "dom_";

    public static DomainId next() {
        return new DomainId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<DomainId> parse(String text) {
        return Ids.parse(PREFIX, text).map(DomainId::new);
    }

    @JsonCreator
    static DomainId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
