package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** What a contact and a tenant say to each other. Its public form is {@code conv_} and 32 hexadecimal digits. */
public record ConversationId(UUID value) {

    private static final String PREFIX = "conv_";

    public static ConversationId next() {
        return new ConversationId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<ConversationId> parse(String text) {
        return Ids.parse(PREFIX, text).map(ConversationId::new);
    }

    @JsonCreator
    static ConversationId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
