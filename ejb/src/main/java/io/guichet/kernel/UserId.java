package io.guichet.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** An account; its value is the subject of the identity provider. Its public form is {@code usr_} and 32 hexadecimal digits. */
public record UserId(UUID value) {

    private static final String PREFIX = "usr_";

    public static UserId next() {
        return new UserId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<UserId> parse(String text) {
        return Ids.parse(PREFIX, text).map(UserId::new);
    }

    @JsonCreator
    static UserId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
