package io.guichet.billing;

import io.guichet.billing.Catalogue.Version;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which plan a tenant has, and which it will have. */
@UseCase
@Stateless
public class Subscriptions {

    private static final String NOW = "now";
    private static final String PERIOD_END = "period_end";

    @Inject
    SubscriptionRows rows;

    @Inject
    Catalogue catalogue;

    @Inject
    Holdings holdings;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** What the tenant has. */
    public SubscriptionView get(CallContext context) {
        context.require(Permission.READ_USAGE);
        return rows.view(context, clock.instant());
    }

    /**
     * Changes the plan for those who run the platform, at once or when the month ends; whatever was settled for the end of
     * the month is replaced.
     *
     * @param expected the version that is changed; nothing changes whatever is there
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#PRECONDITION_FAILED}, {@link
     *     ProblemCode#CONFLICT} where there is more than the plan allows
     */
    public SubscriptionView change(CallContext context, SubscriptionChange change, OptionalInt expected) {
        return changed(context, change, expected, false);
    }

    /**
     * Changes the plan as {@link #change}, for the tenant itself: nobody has a dear plan for the day on which it is
     * needed.
     *
     * @throws GuichetException as {@link #change}; {@link ProblemCode#CONFLICT} also for what {@link OwnChange} refuses
     */
    public SubscriptionView choose(CallContext context, SubscriptionChange change, OptionalInt expected) {
        return changed(context, change, expected, true);
    }

    private SubscriptionView changed(
            CallContext context, SubscriptionChange change, OptionalInt expected, boolean own) {
        context.require(Permission.MANAGE_SUBSCRIPTION);
        var version = rows.hold(context);
        if (expected.isPresent() && expected.getAsInt() != version) {
            throw new GuichetException(ProblemCode.PRECONDITION_FAILED, "The subscription was changed meanwhile.");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var sold = sold(change, rows.type(context), now);
        refuseTooMuch(context, sold);
        var before = rows.view(context, now);
        if (own) {
            new OwnChange(before, rows.month(context, now)).check(sold.plan(), NOW.equals(change.at()));
        }
        rows.forgetNext(context, now);
        if (NOW.equals(change.at())) {
            atOnce(context, sold, change, now);
        } else {
            later(context, sold, change, now);
        }
        rows.changed(context, version + 1);
        var after = rows.view(context, now);
        audit.record(context, "subscription.changed", context.tenant().toString(), before, after);
        return after;
    }

    private void atOnce(CallContext context, Version sold, SubscriptionChange change, Instant now) {
        var current = rows.current(context, now);
        var type = rows.type(context);
        if (current.isPresent() && current.get().isSame(sold.id(), type, change.priceMinor())) {
            return;
        }
        current.ifPresent(row -> rows.end(context, row, now));
        rows.begin(context, sold.id(), type, change.priceMinor(), now);
    }

    /** Without a plan there is no period to end: the first one begins at once. */
    private void later(CallContext context, Version sold, SubscriptionChange change, Instant now) {
        var current = rows.current(context, now);
        var type = rows.type(context);
        if (current.isEmpty()) {
            rows.begin(context, sold.id(), type, change.priceMinor(), now);
        } else if (!current.get().isSame(sold.id(), type, change.priceMinor())) {
            var end = rows.month(context, now).end();
            rows.end(context, current.get(), end);
            rows.begin(context, sold.id(), type, change.priceMinor(), end);
        }
    }

    private Version sold(SubscriptionChange change, BillingType type, Instant now) {
        var version = change.plan() == null
                ? null
                : catalogue.newest(change.plan(), now).orElse(null);
        var plan = version == null ? null : version.plan();
        Catalogue.checkSold(plan, new FieldErrors())
                .check(
                        plan == null || type != BillingType.USAGE || hasPriceOfAUnit(plan),
                        "plan",
                        "has no price for a unit, and billing_type is usage")
                .check(
                        change.at() != null && Set.of(NOW, PERIOD_END).contains(change.at()),
                        "at",
                        "is now or period_end")
                .check(isPrice(plan, change.priceMinor()), "price_minor", price(plan))
                .throwIfAny();
        if (version == null) {
            throw new IllegalStateException("a fault was collected for it");
        }
        return version;
    }

    private static boolean hasPriceOfAUnit(PlanView plan) {
        return plan.limits().stream().anyMatch(limit -> limit.beyond() == Beyond.OVERAGE);
    }

    /** Of a plan that is not known, whether any could have this price. */
    private static boolean isPrice(@Nullable PlanView plan, @Nullable Long price) {
        var inRange = price != null && price >= 0 && price <= Plans.LARGEST;
        if (plan == null) {
            return price == null || inRange;
        }
        return plan.priceMinor() == null ? inRange : price == null;
    }

    private static String price(@Nullable PlanView plan) {
        if (plan == null) {
            return "is 0 to " + Plans.LARGEST;
        }
        return plan.priceMinor() != null
                ? "is for plans that are quoted"
                : "is what was agreed, since this plan is quoted: ask us for it";
    }

    private void refuseTooMuch(CallContext context, Version sold) {
        var excess = new ArrayList<String>();
        for (var limit : sold.plan().limits()) {
            if (!limit.metric().isCounted() && limit.beyond() == Beyond.STOP && limit.included() != null) {
                var there = holdings.count(context, limit.metric());
                if (there > limit.included()) {
                    excess.add("%d %s where it includes %d"
                            .formatted(there, limit.metric().code(), limit.included()));
                }
            }
        }
        if (!excess.isEmpty()) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "The plan " + sold.plan().code() + " is too small: there are " + String.join(", ", excess) + ".");
        }
    }
}
