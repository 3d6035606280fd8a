package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.guichet.kernel.Ids;
import java.util.Optional;
import java.util.UUID;

/** A run of one of the platform's jobs. Its public form is {@code run_} and 32 hexadecimal digits. */
public record JobRunId(UUID value) {

    private static final String PREFIX = "run_";

    public static JobRunId next() {
        return new JobRunId(Ids.next());
    }

    /** Reads the public form; nothing where the text is not one. */
    public static Optional<JobRunId> parse(String text) {
        return Ids.parse(PREFIX, text).map(JobRunId::new);
    }

    @JsonCreator
    static JobRunId read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a " + PREFIX + " id"));
    }

    @JsonValue
    @Override
    public String toString() {
        return Ids.print(PREFIX, value);
    }
}
