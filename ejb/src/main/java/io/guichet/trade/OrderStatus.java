package io.guichet.trade;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far an order is. */
public enum OrderStatus {
    PLACED,
    ACCEPTED,
    READY,
    DONE,
    CANCELLED;

    /** Whether it may become that; what it is already, it may stay. */
    boolean mayBecome(OrderStatus next) {
        return next == this || following().contains(next);
    }

    private Set<OrderStatus> following() {
        return switch (this) {
            case PLACED -> EnumSet.of(ACCEPTED, READY, DONE, CANCELLED);
            case ACCEPTED -> EnumSet.of(READY, DONE, CANCELLED);
            case READY -> EnumSet.of(DONE, CANCELLED);
            case DONE, CANCELLED -> EnumSet.noneOf(OrderStatus.class);
        };
    }

    /** What it may become, on the wire. */
    public List<String> next() {
        return following().stream().map(OrderStatus::wireName).toList();
    }

    /** Its name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OrderStatus> of(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst();
    }
}
