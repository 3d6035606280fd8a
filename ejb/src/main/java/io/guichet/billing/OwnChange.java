package io.guichet.billing;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may change of its plan by itself. Units are counted over the month and a plan is paid by the second: so up
 * goes at once and down when the month ends, and who went up within a month keeps that plan through the next.
 */
record OwnChange(SubscriptionView before, Month month) {

    /**
     * @param atOnce or when the month ends
     * @throws GuichetException {@link ProblemCode#CONFLICT}
     */
    void check(PlanView plan, boolean atOnce) {
        var current = before.current();
        if (current == null || isSame(current, plan)) {
            return;
        }
        var dearer = isDearer(plan.priceMinor(), plan.currency(), current.priceMinor(), current.currency());
        if (atOnce && !dearer) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "Only a dearer plan begins at once: %s begins when the month ends (period_end)."
                            .formatted(plan.code()));
        }
        if (atOnce && isWayOutOfOverage(current, plan)) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "%s charges what is beyond its quota and %s does not: it begins when the month ends (period_end)."
                            .formatted(current.plan(), plan.code()));
        }
        if (!dearer && wentUpThisMonth(current)) {
            throw new GuichetException(
                    ProblemCode.CONFLICT,
                    "%s began within this month, after another plan: one that is not dearer can be chosen from next month on."
                            .formatted(current.plan()));
        }
    }

    private static boolean isSame(SubscriptionView.Sold current, PlanView plan) {
        return current.plan().equals(plan.code()) && current.planVersion() == plan.version();
    }

    private static boolean isDearer(@Nullable Long price, String currency, long than, String itsCurrency) {
        return price != null && price > than && currency.equals(itsCurrency);
    }

    private static boolean isWayOutOfOverage(SubscriptionView.Sold current, PlanView plan) {
        return current.limits().stream()
                .filter(limit -> limit.beyond() == Beyond.OVERAGE)
                .anyMatch(limit -> plan.limits().stream()
                        .noneMatch(other -> other.metric() == limit.metric() && isAtLeast(other, limit)));
    }

    private static boolean isAtLeast(PlanLimit other, PlanLimit limit) {
        return other.beyond() == Beyond.OVERAGE
                && Objects.requireNonNull(other.overageMinor()) >= Objects.requireNonNull(limit.overageMinor());
    }

    private boolean wentUpThisMonth(SubscriptionView.Sold current) {
        return current.startsAt().isAfter(month.begin())
                && before.month().stream().anyMatch(part -> hasEnded(part, current.startsAt()));
    }

    /** Of a year, what comes back begins where it ended. */
    private static boolean hasEnded(SubscriptionView.Part part, Instant at) {
        return part.amountMinor() < 0 ? part.from().equals(at) : part.to().equals(at);
    }
}
