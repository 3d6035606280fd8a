package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happens when all that a plan includes is used. */
public enum Beyond {
    /** No more until the next period. */
    STOP,
    /** It goes on, at a price for each unit. */
    OVERAGE,
    /** There is no such thing. */
    UNLIMITED;

    /** The form in the database and on the wire, e.g. {@code stop}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Beyond of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
