package io.guichet.trade;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An appointment. Its public form is {@code apt_} and 32 hexadecimal digits. */
public record AppointmentId(UUID value) {

    private static final String PREFIX = "apt_";

    public static AppointmentId next() {
        return new AppointmentId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<AppointmentId> parse(String text) {
        return Ids.parse(PREFIX, text).map(AppointmentId::new);
    }

    @JsonCreator
    static AppointmentId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
