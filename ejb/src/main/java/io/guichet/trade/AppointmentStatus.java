package io.guichet.trade;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far an appointment is. */
public enum AppointmentStatus {
    BOOKED,
    ACCEPTED,
    DONE,
    NO_SHOW,
    CANCELLED;

    /** Whether it may become that; what it is already, it may stay. */
    boolean mayBecome(AppointmentStatus next) {
        return next == this || following().contains(next);
    }

    private Set<AppointmentStatus> following() {
        return switch (this) {
            case BOOKED -> EnumSet.of(ACCEPTED, DONE, NO_SHOW, CANCELLED);
            case ACCEPTED -> EnumSet.of(DONE, NO_SHOW, CANCELLED);
            case DONE, NO_SHOW, CANCELLED -> EnumSet.noneOf(AppointmentStatus.class);
        };
    }

    /** What it may become, on the wire. */
    public List<String> next() {
        return following().stream().map(AppointmentStatus::wireName).toList();
    }

    /** Its name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AppointmentStatus> of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst();
    }
}
