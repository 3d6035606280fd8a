package io.guichet.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A user's place in a tenant. Its public form is {@code mbr_} and 32 hexadecimal digits. */
public record MemberId(UUID value) {

    private static final String PREFIX = "mbr_";

    public static MemberId next() {
        return new MemberId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<MemberId> parse(String text) {
        return Ids.parse(PREFIX, text).map(MemberId::new);
    }

    @JsonCreator
    static MemberId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
