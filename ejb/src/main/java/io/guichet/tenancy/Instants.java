package io.guichet.tenancy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads instants that a caller wrote: those that a database can compare with. */
final class Instants {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Instants() {}

    /** Nothing for what is none, or lies before 1970 or after 9999. */
    static Optional<Instant> read(String text) {
        try {
            var instant = Instant.parse(text);
            return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
