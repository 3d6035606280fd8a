package io.guichet.kernel;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads instants that a caller wrote: those that a database can compare with. */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59.999999Z");

    private Instants() {}

    /** Nothing for what is none, or lies before 1900 or after 2999. */
    public static Optional<Instant> read(String text) {
        try {
            var instant = Instant.parse(text);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
