package io.guichet.billing;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants to have.
 *
 * @param plan its code
 * @param at {@code now}, or {@code period_end}: when the month ends
 * @param priceMinor what was agreed, for a plan that is quoted and for no other
 */
public record SubscriptionChange(
        @Nullable String plan,
        @Nullable String at,
        @Nullable Long priceMinor) {}
