package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** What a tenant owes for a month. Its public form is {@code inv_} and 32 hexadecimal digits. */
public record InvoiceId(UUID value) {

    private static final String PREFIX = "inv_";

    public static InvoiceId next() {
        return new InvoiceId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<InvoiceId> parse(String text) {
        return Ids.parse(PREFIX, text).map(InvoiceId::new);
    }

    @JsonCreator
    static InvoiceId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
