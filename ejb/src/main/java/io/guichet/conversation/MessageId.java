package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** One utterance in a conversation. Its public form is {@code msg_} and 32 hexadecimal digits. */
public record MessageId(UUID value) {

    private static final String PREFIX = "msg_";

    public static MessageId next() {
        return new MessageId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<MessageId> parse(String text) {
        return Ids.parse(PREFIX, text).map(MessageId::new);
    }

    @JsonCreator
    static MessageId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
