package io.guichet.analytics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which measures somebody wants.
 *
 * @param from first day, in the tenant's zone; null for the 30 days that end with {@code to}
 * @param to last day; null for today
 * @param deployment key of the one that they are of; null for all
 */
public record MeasuresRequest(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String deployment) {}
