package io.guichet.invitation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An invitation. Its public form is {@code inv_} and 32 hexadecimal digits. */
public record InvitationId(UUID value) {

    private static final String PREFIX = "inv_";

    public static InvitationId next() {
        return new InvitationId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<InvitationId> parse(String text) {
        return Ids.parse(PREFIX, text).map(InvitationId::new);
    }

    @JsonCreator
    static InvitationId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
