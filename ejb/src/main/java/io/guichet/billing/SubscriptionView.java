package io.guichet.billing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has bought.
 *
 * @param version changes with each change; 0 where nothing was ever bought
 * @param current null where the tenant has no plan: then only the limits of its own hold
 * @param next what follows at the end of {@code current}, if that is settled already
 * @param month what the running month costs as things stand, a part for each plan in it, or for its year that begins
 */
public record SubscriptionView(
        int version, @Nullable Sold current, @Nullable Sold next, List<Part> month) {

    public SubscriptionView {
        month = List.copyOf(month);
    }

    /**
     * A plan in the version that was sold.
     *
     * @param billingType how it is paid: settled when it was sold, by the tenant's billing_type
     * @param priceMinor without VAT, a month; of a plan that is quoted, what was agreed; 0 where only units are paid
     */
    public record Sold(
            String plan,
            String name,
            int planVersion,
            BillingType billingType,
            long priceMinor,
            String currency,
            List<PlanLimit> limits,
            Instant startsAt,
            @Nullable Instant endsAt) {

        public Sold {
            limits = List.copyOf(limits);
        }
    }

    /**
     * @param amountMinor without VAT, for the seconds from {@code from} to {@code to}; below 0 for what is left of a year
     *     that was paid and comes back
     */
    public record Part(String plan, Instant from, Instant to, long amountMinor, String currency) {}
}
