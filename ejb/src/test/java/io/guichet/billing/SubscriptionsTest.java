package io.guichet.billing;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Clients;
import io.guichet.tenancy.TenantDeleted;
import io.guichet.tenancy.TenantRegistered;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is sold, who has it, and what changes it. */
class SubscriptionsTest extends SubscriptionsScene {

    @Test
    void an_upgrade_at_once_is_paid_by_the_second() {
        clock.advance(Duration.ofDays(-15));
        change("starter", "now", null);
        clock.advance(Duration.ofDays(15));

        var after = change("pro", "now", null);

        assertThat(after.current().plan()).isEqualTo("pro");
        assertThat(after.month())
                .extracting(part -> part.plan() + " " + part.amountMinor())
                .containsExactly("starter 2450", "pro 9950");
        assertThat(wiring.inTenant(ebp, () -> wiring.get(Quotas.class).limit(ebp, Metric.SESSIONS)))
                .hasValue(10_000);
    }

    @Test
    void what_the_running_month_was_said_to_cost_is_what_its_invoice_says() {
        BillingRows.tenantSince(ebp, "2026-04-01T00:00:00Z");
        clock.advance(Duration.ofDays(-13));
        change("starter", "now", null);
        clock.advance(Duration.ofDays(9).plusNanos(18_197_123_456_000L));
        change("pro", "now", null);
        var told = subscriptions.get(ebp).month().stream()
                .map(part -> Long.toString(part.amountMinor()))
                .toList();
        clock.advance(Duration.ofDays(21));

        assertThat(wiring.get(CloseMonth.class).close(ROOT, YearMonth.of(2026, 11), null, List.of(ebp.tenant())))
                .containsExactly(Map.entry(ebp.tenant(), Closing.CLOSED));

        assertThat(BillingRows.read(ebp, "select total_ht_minor from invoice_lines order by position"))
                .hasSize(2)
                .isEqualTo(told);
    }

    @Test
    void who_bought_it_is_kept() {
        var claire = new Actor.User(UserId.next(), "Claire");
        var context = new CallContext(ebp.tenant(), claire, Set.of(Permission.MANAGE_SUBSCRIPTION), "test");

        subscriptions.change(context, new SubscriptionChange("pro", "now", null), any());

        assertThat(BillingRows.read(ebp, "select created_by from subscriptions"))
                .containsExactly("user:" + claire.id());
    }

    @Test
    void a_downgrade_at_the_end_of_the_month_waits_for_it_and_can_be_taken_back() {
        change("pro", "now", null);

        var settled = change("starter", "period_end", null);

        assertThat(settled.current().plan()).isEqualTo("pro");
        assertThat(settled.next().plan()).isEqualTo("starter");
        assertThat(settled.next().startsAt()).isEqualTo(Instant.parse("2026-11-30T23:00:00Z"));
        var quotas = wiring.get(Quotas.class);
        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.SESSIONS)))
                .hasValue(10_000);
        // No deployment is made that would be too much in a fortnight.
        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.DEPLOYMENTS)))
                .hasValue(1);
        var kept = change("pro", "period_end", null);
        assertThat(kept.next()).isNull();
        assertThat(kept.current().endsAt()).isNull();
        change("starter", "period_end", null);
        clock.advance(Duration.ofDays(15));
        assertThat(current().plan()).isEqualTo("starter");
        assertThat(subscriptions.get(ebp).next()).isNull();
    }

    @Test
    void a_plan_that_is_too_small_for_what_there_is_is_refused_with_the_excess() {
        change("pro", "now", null);
        TestAgents.aDeployment(wiring, ebp);
        TestAgents.aDeployment(wiring, ebp);

        for (var at : List.of("now", "period_end")) {
            assertThatThrownBy(() -> change("starter", at, null)).isInstanceOfSatisfying(GuichetException.class, e -> {
                assertThat(e.code()).isEqualTo(ProblemCode.CONFLICT);
                assertThat(e.getMessage()).contains("2 deployments where it includes 1");
            });
        }
        assertThat(current().plan()).isEqualTo("pro");
    }

    @Test
    void a_quoted_plan_has_the_price_that_was_agreed_and_others_their_own() {
        assertFaulty("price_minor", () -> change("enterprise", "now", null));
        assertFaulty("price_minor", () -> change("starter", "now", 1L));
        assertFaulty("price_minor", () -> change("enterprise", "now", -1L));
        assertFaulty(List.of("plan", "price_minor"), () -> change("no-such-plan", "now", -1L));

        assertThat(change("enterprise", "now", 150_000L).current().priceMinor()).isEqualTo(150_000);
        assertThat(wiring.inTenant(ebp, () -> wiring.get(Quotas.class).limit(ebp, Metric.SESSIONS)))
                .isEmpty();
    }

    @Test
    void a_tenant_goes_up_at_once_and_down_when_the_month_ends() {
        clock.advance(Duration.ofDays(-30));
        choose("pro", "now");
        clock.advance(Duration.ofDays(30));

        assertThat(refusal(() -> choose("starter", "now"))).contains("period_end");
        assertThat(choose("starter", "period_end").next().plan()).isEqualTo("starter");
        var up = choose("business", "now");
        assertThat(up.current().plan()).isEqualTo("business");
        assertThat(up.next()).isNull();
    }

    @Test
    void who_went_up_within_a_month_keeps_the_plan_through_the_next() {
        clock.advance(Duration.ofDays(-30));
        choose("starter", "now");
        clock.advance(Duration.ofDays(30));
        choose("pro", "now");
        clock.advance(Duration.ofHours(1));

        for (var at : List.of("now", "period_end")) {
            assertProblem(ProblemCode.CONFLICT, () -> choose("starter", at));
        }
        assertThat(refusal(() -> choose("starter", "period_end"))).contains("next month");
        assertThat(choose("pro", "period_end").next()).isNull();
        clock.advance(Duration.ofDays(15));
        assertThat(choose("starter", "period_end").next().startsAt()).isEqualTo(Instant.parse("2026-12-31T23:00:00Z"));
    }

    @Test
    void nobody_leaves_a_plan_with_overage_at_once_for_one_without() {
        clock.advance(Duration.ofDays(-30));
        choose("automation-starter", "now");
        clock.advance(Duration.ofDays(30));

        for (var plan : List.of("pro", "automation-enterprise")) {
            assertThat(refusal(() -> choose(plan, "now"))).contains("charges what is beyond");
        }
        assertThat(choose("pro", "period_end").next().plan()).isEqualTo("pro");
        assertThat(choose("automation-professional", "now").current().plan()).isEqualTo("automation-professional");
    }

    @Test
    void a_plan_of_the_same_price_does_not_begin_at_once() {
        choose(aPlan(1000L), "now");

        assertProblem(ProblemCode.CONFLICT, () -> choose(aPlan(1000L), "now"));
    }

    @Test
    void who_runs_the_platform_changes_a_plan_both_ways_at_once() {
        change("starter", "now", null);
        clock.advance(Duration.ofHours(1));
        change("business", "now", null);
        clock.advance(Duration.ofHours(1));

        assertThat(change("automation-starter", "now", null).current().plan()).isEqualTo("automation-starter");
        clock.advance(Duration.ofHours(1));
        assertThat(change("starter", "now", null).current().plan()).isEqualTo("starter");
    }

    @Test
    void a_change_is_answered_as_it_is_read_again() {
        clock.advance(Duration.ofNanos(123_456_789));

        var changed = change("starter", "now", null);

        assertThat(changed.current()).isNotNull();
        assertThat(subscriptions.get(ebp)).isEqualTo(changed);
        clock.advance(Duration.ofNanos(1_100));
        assertThat(change("pro", "now", null).current().plan()).isEqualTo("pro");
    }

    @Test
    void who_changes_an_older_version_is_refused() {
        var first = change("starter", "now", null);

        assertProblem(
                ProblemCode.PRECONDITION_FAILED,
                () -> subscriptions.change(
                        ebp, new SubscriptionChange("pro", "now", null), OptionalInt.of(first.version() - 1)));
        assertThat(subscriptions
                        .change(ebp, new SubscriptionChange("pro", "now", null), OptionalInt.of(first.version()))
                        .version())
                .isEqualTo(first.version() + 1);
    }

    @Test
    void faults_are_named_all_at_once_and_permissions_are_asked() {
        assertThatThrownBy(() -> change("no-such-plan", "tomorrow", null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("plan", "at"));
        var nobody = new CallContext(ebp.tenant(), new Actor.Platform("x"), Set.of(), "test");
        assertProblem(ProblemCode.FORBIDDEN, () -> subscriptions.get(nobody));
        assertProblem(
                ProblemCode.FORBIDDEN,
                () -> subscriptions.change(nobody, new SubscriptionChange("pro", "now", null), any()));
        assertProblem(ProblemCode.CLIENT_NOT_FOUND, () -> subscriptions.get(ROOT.in(TenantId.next())));
    }

    @Test
    void a_tenant_that_is_registered_with_a_plan_has_it() {
        wiring.told().to(TenantRegistered.class, wiring.get(SubscribeNewTenants.class)::registered);
        var observer = wiring.get(SubscribeNewTenants.class);

        observer.registered(new TenantRegistered(ebp, "pro", null));

        assertThat(current().plan()).isEqualTo("pro");
        var sage = TestTenants.aTenant(wiring);
        observer.registered(new TenantRegistered(sage, null, null));
        assertThat(subscriptions.get(sage).current()).isNull();
        assertThat(subscriptions.get(sage).version()).isZero();
        assertFaulty("plan", () -> observer.registered(new TenantRegistered(sage, "no-such-plan", null)));
        assertFaulty("price_minor", () -> observer.registered(new TenantRegistered(sage, "enterprise", null)));
        assertFaulty("price_minor", () -> observer.registered(new TenantRegistered(sage, "pro", 1L)));
        observer.registered(new TenantRegistered(sage, "enterprise", 150_000L));
        assertThat(subscriptions.get(sage).current().priceMinor()).isEqualTo(150_000);
    }

    @Test
    void the_subscription_of_a_tenant_that_is_deleted_ends_with_it() {
        wiring.told()
                .to(TenantDeleted.class, e -> wiring.get(EndSubscriptions.class).deleted(e));
        change("pro", "now", null);
        change("starter", "period_end", null);
        clock.advance(Duration.ofDays(1));

        wiring.get(Clients.class).delete(ROOT, ebp.tenant());

        assertThat(BillingRows.read(
                        ebp, "select count(*), max(ends_at) = timestamptz '2026-11-16 23:00Z' from subscriptions"))
                .containsExactly("1 t");
        assertThat(BillingRows.read(ebp, "select action from audit_log order by number desc limit 1"))
                .containsExactly("subscription.ended");
        assertProblem(ProblemCode.CLIENT_NOT_FOUND, () -> change("pro", "now", null));
        var sage = TestTenants.aTenant(wiring);
        wiring.get(Clients.class).delete(ROOT, sage.tenant());
        assertThat(subscriptions.get(sage).version()).isZero();
    }

    @Test
    void who_changes_a_plan_keeps_others_from_making_deployments() {
        wiring.inTenant(ebp, () -> {
            wiring.get(SubscriptionRows.class).hold(ebp);
            return assertThatThrownBy(() -> BillingRows.read(
                            ebp, "select 1 from tenants where id = guichet_tenant() for no key update nowait"))
                    .hasStackTraceContaining("could not obtain lock");
        });
    }

    private SubscriptionView choose(String plan, String at) {
        return subscriptions.choose(ebp, new SubscriptionChange(plan, at, null), any());
    }

    private static String refusal(ThrowingCallable call) {
        return String.valueOf(catchThrowableOfType(GuichetException.class, call).getMessage());
    }
}
