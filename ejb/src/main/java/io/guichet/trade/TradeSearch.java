package io.guichet.trade;

import io.guichet.kernel.FieldErrors;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders or appointments a caller wants.
 *
 * @param status on the wire; nothing for all
 * @param day of the business's zone; nothing for all
 */
public record TradeSearch(Optional<String> status, Optional<LocalDate> day) {

    /** What the lists are sorted by. */
    public static final Set<String> SORTS = Set.of("at");

    /** All of them. */
    public static final TradeSearch ALL = new TradeSearch(Optional.empty(), Optional.empty());

    static TradeSearch of(@Nullable String status, @Nullable String day, List<String> statuses) {
        var date = BusinessProfile.day(day);
        new FieldErrors()
                .check(status == null || statuses.contains(status), "status", "is one of " + statuses)
                .check(day == null || date.isPresent(), "day", "is a day such as 2026-11-21")
                .throwIfAny();
        return new TradeSearch(Optional.ofNullable(status), date);
    }

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS}
     */
    public static TradeSearch ofOrders(@Nullable String status, @Nullable String day) {
        return of(
                status,
                day,
                java.util.Arrays.stream(OrderStatus.values())
                        .map(OrderStatus::wireName)
                        .toList());
    }

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS}
     */
    public static TradeSearch ofAppointments(@Nullable String status, @Nullable String day) {
        return of(
                status,
                day,
                java.util.Arrays.stream(AppointmentStatus.values())
                        .map(AppointmentStatus::wireName)
                        .toList());
    }
}
