package io.guichet.billing;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.Pages;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The catalogue of plans: what is in it, how it changes, and what was sold of it. */
class PlanCatalogueTest extends SubscriptionsScene {

    @Test
    void the_catalogue_has_both_price_lists() {
        assertThat(plans.list(ADMIN, Pages.first()).items())
                .extracting(plan -> plan.code() + " " + plan.priceMinor())
                .contains(
                        "starter 4900",
                        "pro 19900",
                        "business 49900",
                        "enterprise null",
                        "automation-starter 7900",
                        "automation-professional 14900",
                        "automation-enterprise 24900");
        assertThat(plans.get(ADMIN, "starter").limits())
                .containsExactlyInAnyOrder(
                        new PlanLimit(Metric.SESSIONS, 1000L, Beyond.STOP, null),
                        new PlanLimit(Metric.MESSAGES, 10_000L, Beyond.STOP, null),
                        new PlanLimit(Metric.DEPLOYMENTS, 1L, Beyond.STOP, null));
        assertThat(plans.get(ADMIN, "automation-professional").limits())
                .containsExactlyInAnyOrder(
                        new PlanLimit(Metric.SESSIONS, 2000L, Beyond.OVERAGE, 5L),
                        new PlanLimit(Metric.EMAILS, 0L, Beyond.OVERAGE, 2L),
                        new PlanLimit(Metric.REPORTS, 0L, Beyond.OVERAGE, 10L));
    }

    @Test
    void what_was_sold_stays_when_the_plan_gets_a_new_version() {
        var code = aPlan(1000L);
        change(code, "now", null);

        var next = plans.addVersion(ROOT, code, new Plans.Terms(2000L, List.of()), OptionalInt.of(1), null);

        assertThat(next.version()).isEqualTo(2);
        assertThat(current().planVersion()).isEqualTo(1);
        assertThat(current().priceMinor()).isEqualTo(1000);
        clock.advance(Duration.ofHours(1));
        change(code, "now", null);
        assertThat(current().planVersion()).isEqualTo(2);
        assertProblem(
                ProblemCode.PRECONDITION_FAILED,
                () -> plans.addVersion(ROOT, code, new Plans.Terms(1L, List.of()), OptionalInt.of(1), null));
    }

    @Test
    void the_same_key_adds_a_version_once() {
        var code = aPlan(1000L);
        var terms = new Plans.Terms(2000L, List.of());

        var first = plans.addVersion(ROOT, code, terms, OptionalInt.of(1), "key");

        assertThat(plans.addVersion(ROOT, code, terms, OptionalInt.of(1), "key"))
                .isEqualTo(first);
        assertThat(plans.get(ROOT, code).version()).isEqualTo(2);
    }

    @Test
    void a_retired_plan_is_kept_and_not_sold() {
        var code = aPlan(1000L);
        change(code, "now", null);

        plans.retire(ROOT, code);
        plans.retire(ROOT, code);

        assertThat(current().plan()).isEqualTo(code);
        var sage = TestTenants.aTenant(wiring);
        assertFaulty("plan", () -> subscriptions.change(sage, new SubscriptionChange(code, "now", null), any()));
        assertProblem(
                ProblemCode.CONFLICT, () -> plans.addVersion(ROOT, code, new Plans.Terms(1L, List.of()), any(), null));
    }

    @Test
    void every_fault_of_a_plan_is_named_and_only_a_super_admin_sells() {
        var terms = new Plans.Terms(
                -1L,
                List.of(
                        new Plans.NewLimit(null, 1L, Beyond.STOP, null),
                        new Plans.NewLimit(Metric.MESSAGES, null, Beyond.STOP, null),
                        new Plans.NewLimit(Metric.SESSIONS, 1L, Beyond.OVERAGE, null),
                        new Plans.NewLimit(Metric.DEPLOYMENTS, 1L, Beyond.OVERAGE, 1L),
                        new Plans.NewLimit(Metric.SESSIONS, 1L, Beyond.STOP, null)));

        assertThatThrownBy(() -> plans.add(ROOT, new Plans.NewPlan("Bad Code", " ", "other", terms), null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly(
                                        "code",
                                        "name",
                                        "family",
                                        "price_minor",
                                        "limits[0]",
                                        "limits[1]",
                                        "limits[2]",
                                        "limits[3]",
                                        "limits[4]"));
        var good = new Plans.NewPlan(TestTenants.slug(), "Craft", "vendor", new Plans.Terms(1L, List.of()));
        assertProblem(ProblemCode.FORBIDDEN, () -> plans.add(ADMIN, good, null));
        assertProblem(ProblemCode.FORBIDDEN, () -> plans.retire(ADMIN, "starter"));
        plans.add(ROOT, good, null);
        assertProblem(ProblemCode.CONFLICT, () -> plans.add(ROOT, good, null));
        assertProblem(ProblemCode.PLAN_NOT_FOUND, () -> plans.get(ROOT, "no-such-plan"));
    }
}
