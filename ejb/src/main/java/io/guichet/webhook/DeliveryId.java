package io.guichet.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** One event on its way to one endpoint. Its public form is {@code whd_} and 32 hexadecimal digits. */
public record DeliveryId(UUID value) {

    private static final String PREFIX = "whd_";

    public static DeliveryId next() {
        return new DeliveryId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<DeliveryId> parse(String text) {
        return Ids.parse(PREFIX, text).map(DeliveryId::new);
    }

    @JsonCreator
    static DeliveryId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
