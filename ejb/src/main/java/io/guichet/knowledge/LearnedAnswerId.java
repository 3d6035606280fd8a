package io.guichet.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** What a deployment learned from a correction. Its public form is {@code lrn_} and 32 hexadecimal digits. */
public record LearnedAnswerId(UUID value) {

    private static final String PREFIX = "lrn_";

    public static LearnedAnswerId next() {
        return new LearnedAnswerId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<LearnedAnswerId> parse(String text) {
        return Ids.parse(PREFIX, text).map(LearnedAnswerId::new);
    }

    @JsonCreator
    static LearnedAnswerId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
