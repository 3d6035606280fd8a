package io.guichet.spi.sector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An appointment. The platform stores it where a chair is free.
 *
 * @param services codes of the price book, at least one, at most 10
 * @param startsAt its beginning
 * @param length how long it takes, at most 12 hours
 * @param contact whom it is for
 * @param note what the business must know, at most 500 characters; empty where there is nothing
 * @param replaces the {@link Business.Standing#id()} of an appointment of this conversation that it takes the place of;
 *     null for a new one
 */
public record AppointmentDraft(
        List<String> services,
        Instant startsAt,
        Duration length,
        OrderDraft.Caller contact,
        String note,
        @Nullable String replaces) {

    private static final Duration LONGEST = Duration.ofHours(12);

    public AppointmentDraft {
        services = List.copyOf(services);
        if (services.isEmpty() || services.size() > 10) {
            throw new IllegalArgumentException("1 to 10 services, not " + services.size());
        }
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not the length of an appointment: " + length);
        }
        if (note.length() > 500) {
            throw new IllegalArgumentException("a note has at most 500 characters");
        }
    }
}
