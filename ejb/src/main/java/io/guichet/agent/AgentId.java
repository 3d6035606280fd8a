package io.guichet.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** The master configuration of an agent. Its public form is {@code agt_} and 32 hexadecimal digits. */
public record AgentId(UUID value) {

    private static final String PREFIX = "agt_";

    public static AgentId next() {
        return new AgentId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<AgentId> parse(String text) {
        return Ids.parse(PREFIX, text).map(AgentId::new);
    }

    @JsonCreator
    static AgentId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
