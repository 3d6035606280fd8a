package io.guichet.billing;

import io.guichet.kernel.Money;
import io.guichet.kernel.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a tenant and its month.
 *
 * @param subscriptions by their beginnings
 * @param plans at least those of the subscriptions, by their versions
 * @param usage units by metric in each bucket of {@code months_to_close}
 */
record MonthToClose(
        TenantId tenant,
        ZoneId zone,
        Invoicing.Buyer buyer,
        Instant created,
        boolean closed,
        List<Subscribed> subscriptions,
        Map<UUID, Plan> plans,
        Map<Integer, Map<String, Long>> usage) {

    Invoicing.Draft draft(Month month) {
        var cuts = new TreeSet<Instant>();
        for (var subscription : subscriptions) {
            cuts.add(subscription.starts());
            if (subscription.ends() != null) {
                cuts.add(subscription.ends());
            }
        }
        var unsubscribed = new HashMap<String, Long>();
        var left = new HashMap<>(usage);
        var slices = new ArrayList<Invoicing.Slice>();
        for (var subscription : subscriptions) {
            if (subscription.touches(month)) {
                // width_bucket numbers what lies between two cuts from 1, in their order.
                var bucket = cuts.headSet(subscription.starts(), true).size();
                var plan = requireNonNull(plans.get(subscription.version()));
                slices.add(subscription.slice(plan, left.getOrDefault(bucket, Map.of())));
                left.remove(bucket);
            }
        }
        left.values().forEach(units -> units.forEach((metric, n) -> unsubscribed.merge(metric, n, Math::addExact)));
        return Invoicing.draft(month, buyer, slices, unsubscribed);
    }

    /**
     * A version of a plan.
     *
     * @param priceMinor null where it is quoted to each tenant
     */
    record Plan(String name, @Nullable Long priceMinor, Currency currency, Map<String, Invoicing.Limit> limits) {}

    /**
     * @param version of the plan
     * @param agreedMinor the price, where it is not the plan's
     */
    record Subscribed(
            UUID version,
            BillingType type,
            @Nullable Long agreedMinor,
            Instant starts,
            @Nullable Instant ends) {

        boolean touches(Month month) {
            return month.has(starts, ends);
        }

        Invoicing.Slice slice(Plan plan, Map<String, Long> used) {
            var minor = agreedMinor == null ? plan.priceMinor() : agreedMinor;
            var monthly = minor == null ? null : new Money(minor, plan.currency());
            return new Invoicing.Slice(plan.name(), type, monthly, starts, ends, plan.limits(), used);
        }
    }
}
