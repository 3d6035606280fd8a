package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.guichet.tenancy.ClientView;
import org.jspecify.annotations.Nullable;

/**
 * A client with what it used and the key that it has.
 *
 * @param billingStatus {@code active}, {@code suspended} or {@code cancelled}, by its status
 * @param currentMonthSessions of the running month in its zone, like the messages
 * @param totalSessions of all months
 * @param apiKeyPrefix first characters of its newest key that lives; null where none does
 */
public record ClientRead(
        @JsonUnwrapped ClientView client,
        String billingStatus,
        long currentMonthSessions,
        long currentMonthMessages,
        long totalSessions,
        @Nullable String apiKeyPrefix) {}
