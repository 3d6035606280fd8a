package io.guichet.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A frequent question of a tenant's own. Its public form is {@code faq_} and 32 hexadecimal digits. */
public record FrequentQuestionId(UUID value) {

    private static final String PREFIX = "faq_";

    public static FrequentQuestionId next() {
        return new FrequentQuestionId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<FrequentQuestionId> parse(String text) {
        return Ids.parse(PREFIX, text).map(FrequentQuestionId::new);
    }

    @JsonCreator
    static FrequentQuestionId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
