package io.guichet.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** An agent as one tenant shows it to the world; not its key. Its public form is {@code dep_} and 32 hexadecimal digits. */
public record DeploymentId(UUID value) {

    private static final String PREFIX = "dep_";

    public static DeploymentId next() {
        return new DeploymentId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<DeploymentId> parse(String text) {
        return Ids.parse(PREFIX, text).map(DeploymentId::new);
    }

    @JsonCreator
    static DeploymentId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
