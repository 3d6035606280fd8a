package io.guichet.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A learned answer as its agent took it over, or may. Its public form is {@code pra_} and 32 hexadecimal digits. */
public record PromotedAnswerId(UUID value) {

    private static final String PREFIX = "pra_";

    public static PromotedAnswerId next() {
        return new PromotedAnswerId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<PromotedAnswerId> parse(String text) {
        return Ids.parse(PREFIX, text).map(PromotedAnswerId::new);
    }

    @JsonCreator
    static PromotedAnswerId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
