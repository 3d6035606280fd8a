package io.guichet.quote;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** One revision of a pre-quote. Its public form is {@code pqt_} and 32 hexadecimal digits. */
public record PreQuoteId(UUID value) {

    private static final String PREFIX = "pqt_";

    public static PreQuoteId next() {
        return new PreQuoteId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<PreQuoteId> parse(String text) {
        return Ids.parse(PREFIX, text).map(PreQuoteId::new);
    }

    @JsonCreator
    static PreQuoteId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
