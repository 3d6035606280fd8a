package io.guichet.trade;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An order. Its public form is {@code ord_} and 32 hexadecimal digits. */
public record OrderId(UUID value) {

    private static final String PREFIX = "ord_";

    public static OrderId next() {
        return new OrderId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<OrderId> parse(String text) {
        return Ids.parse(PREFIX, text).map(OrderId::new);
    }

    @JsonCreator
    static OrderId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
