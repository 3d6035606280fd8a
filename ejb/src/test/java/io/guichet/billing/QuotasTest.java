package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may be used, taken unit by unit on a real database. */
@ExtendWith(RealPostgres.class)
class QuotasTest {

    /** As many as the pool of the tests has at once, or nearly. */
    private static final int CONNECTIONS = 15;

    private final MovingClock clock = new MovingClock("2026-11-30T22:30:00Z");
    private final List<Letter> written = new ArrayList<>();

    private Wiring wiring;
    private Quotas quotas;
    private CallContext ebp;

    @BeforeEach
    void a_tenant() {
        wiring = new Wiring().with(Clock.class, clock).with(Letters.class, new Letters() {
            @Override
            public void write(CallContext context, Letter letter) {
                written.add(letter);
            }
        });
        quotas = wiring.get(Quotas.class);
        ebp = TestTenants.aTenant(wiring);
    }

    @Test
    void a_tenant_without_a_plan_is_counted_and_not_limited() {
        assertThat(take(Metric.MESSAGES, 7, "m1")).isEqualTo(new Quotas.Taken(7, null, true));
        assertThat(take(Metric.MESSAGES, 1, "m2").used()).isEqualTo(8);
        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.MESSAGES)))
                .isEmpty();
    }

    @Test
    void a_limit_of_the_tenants_own_comes_before_the_plans() {
        subscribed("starter");
        own("max_sessions_month = 2");

        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.SESSIONS)))
                .isEqualTo(OptionalLong.of(2));
        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.MESSAGES)))
                .isEqualTo(OptionalLong.of(10_000));
        take(Metric.SESSIONS, 2, "c1");
        assertExceeded(() -> take(Metric.SESSIONS, 1, "c2"));
    }

    @Test
    void what_is_refused_leaves_no_trace_and_says_when_the_period_ends_in_the_tenants_zone() {
        own("max_messages_month = 1");
        take(Metric.MESSAGES, 1, "m1");

        assertThatThrownBy(() -> take(Metric.MESSAGES, 1, "m2"))
                .isInstanceOfSatisfying(GuichetException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED);
                    // Half an hour to midnight in Paris.
                    assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(30));
                });
        assertThat(ledger(Metric.MESSAGES)).isEqualTo(1);
        assertThat(counter(Metric.MESSAGES)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(30));
        assertThat(take(Metric.MESSAGES, 1, "m2").used()).isEqualTo(1);
    }

    @Test
    void a_use_that_is_larger_than_what_is_left_takes_nothing() {
        own("max_messages_month = 10");
        take(Metric.MESSAGES, 8, "m1");

        assertExceeded(() -> take(Metric.MESSAGES, 3, "m2"));
        assertThat(take(Metric.MESSAGES, 2, "m3").used()).isEqualTo(10);
    }

    @Test
    void the_same_source_is_counted_once_also_when_all_is_used() {
        own("max_messages_month = 1");

        assertThat(take(Metric.MESSAGES, 1, "m1").counted()).isTrue();
        assertThat(take(Metric.MESSAGES, 1, "m1")).isEqualTo(new Quotas.Taken(1, 1L, false));
        assertThat(counter(Metric.MESSAGES)).isEqualTo(1);
        assertThat(ledger(Metric.MESSAGES)).isEqualTo(1);
    }

    @Test
    void overage_goes_on_and_is_counted() {
        subscribed("automation-starter");

        take(Metric.SESSIONS, 500, "c1");
        assertThat(take(Metric.SESSIONS, 3, "c2")).isEqualTo(new Quotas.Taken(503, 500L, true));
        assertThat(wiring.inTenant(ebp, () -> quotas.limit(ebp, Metric.SESSIONS)))
                .isEmpty();
    }

    @Test
    void of_200_at_once_exactly_one_gets_the_last_unit() throws Exception {
        own("max_messages_month = 5");
        take(Metric.MESSAGES, 4, "before");

        assertThat(atOnce(200, i -> () -> take(Metric.MESSAGES, 1, "m" + i))).isEqualTo(1);
        assertThat(counter(Metric.MESSAGES)).isEqualTo(5);
        assertThat(ledger(Metric.MESSAGES)).isEqualTo(5);
        assertThat(daily(Metric.MESSAGES)).isEqualTo(5);
    }

    @Test
    void one_source_at_once_is_counted_once() throws Exception {
        assertThat(atOnce(20, i -> () -> take(Metric.MESSAGES, 1, "same"))).isEqualTo(20);
        assertThat(counter(Metric.MESSAGES)).isEqualTo(1);
        assertThat(ledger(Metric.MESSAGES)).isEqualTo(1);
    }

    @Test
    void a_deployment_has_a_limit_of_its_day_and_others_go_on() throws Exception {
        var narrow = UUID.randomUUID();
        var wide = UUID.randomUUID();

        assertThat(atOnce(30, i -> () -> take(usage("n" + i, narrow, 3L)))).isEqualTo(3);
        assertThat(counter(Metric.MESSAGES)).isEqualTo(3);
        assertThat(take(usage("w", wide, null)).used()).isEqualTo(4);
        assertThatThrownBy(() -> take(usage("n", narrow, 3L)))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(30)));
        // A limit that comes at noon knows what the morning used.
        assertExceeded(() -> take(usage("w2", wide, 1L)));
        clock.advance(Duration.ofMinutes(31));
        assertThat(take(usage("n", narrow, 3L)).counted()).isTrue();
    }

    @Test
    void a_unit_counts_in_the_month_of_the_tenants_zone() {
        take(Metric.MESSAGES, 1, "november");
        clock.advance(Duration.ofMinutes(45));
        take(Metric.MESSAGES, 1, "december in Paris");

        assertThat(number("select used from usage_counters where period = '2026-11-01'"))
                .isEqualTo(1);
        assertThat(number("select used from usage_counters where period = '2026-12-01'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from usage_ledger where period = '2026-12-01' and at < '2026-12-01'"))
                .isEqualTo(1);
    }

    @Test
    void the_ledger_has_room_for_a_month_that_no_timer_prepared() {
        clock.advance(Duration.ofDays(3700));

        assertThat(take(Metric.MESSAGES, 1, "m1").counted()).isTrue();
        assertThat(ledger(Metric.MESSAGES)).isEqualTo(1);
    }

    @Test
    void what_is_rolled_back_was_not_used() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    quotas.take(ebp, Usage.of(Metric.MESSAGES, 1, clock.instant(), "m1"));
                    throw new IllegalStateException("later");
                }))
                .hasMessage("later");

        assertThat(ledger(Metric.MESSAGES)).isZero();
        assertThat(counter(Metric.MESSAGES)).isZero();
    }

    @Test
    void a_refusal_that_a_caller_catches_keeps_nothing_either() {
        own("max_messages_month = 0");

        wiring.inTenant(ebp, () -> {
            assertExceeded(() -> quotas.take(ebp, Usage.of(Metric.MESSAGES, 1, clock.instant(), "m1")));
            return null;
        });

        assertThat(ledger(Metric.MESSAGES)).isZero();
    }

    @Test
    void a_threshold_is_told_once_also_when_usage_jumps_over_two() {
        own("max_messages_month = 10, contact_email = 'contact@ebp.example'");
        wiring.told().to(QuotaThresholdReached.class, wiring.get(WriteOfThresholds.class)::reached);

        take(Metric.MESSAGES, 7, "m1");
        assertThat(thresholds()).isEmpty();
        take(Metric.MESSAGES, 2, "m2");
        assertThat(thresholds()).containsExactly(80, 90);
        take(Metric.MESSAGES, 1, "m3");
        assertThat(thresholds()).containsExactly(80, 90, 100);
        assertExceeded(() -> take(Metric.MESSAGES, 1, "m4"));
        assertThat(thresholds()).hasSize(3);
        assertThat(written).hasSize(3);
        assertThat(written.getFirst().to()).isEqualTo("contact@ebp.example");
        assertThat(written.getFirst().subject()).isEqualTo("80 % de votre quota de messages");
        assertThat(written.getFirst().text()).contains("9 messages sur les 10").contains("1 décembre 2026");
        assertThat(number("select count(*) from quota_alerts")).isEqualTo(3);
    }

    @Test
    void an_address_that_is_none_keeps_nobody_from_writing() {
        own("max_messages_month = 2, billing_email = E'a@ebp.example\\nx'");
        wiring.told().to(QuotaThresholdReached.class, wiring.get(WriteOfThresholds.class)::reached);

        take(Metric.MESSAGES, 2, "m1");

        assertThat(thresholds()).containsExactly(80, 90, 100);
        assertThat(written).isEmpty();
    }

    @Test
    void a_threshold_that_a_smaller_quota_put_behind_is_told_with_the_next_unit() {
        own("max_messages_month = 100");
        take(Metric.MESSAGES, 50, "m1");
        own("max_messages_month = 60");

        take(Metric.MESSAGES, 1, "m2");

        assertThat(thresholds()).containsExactly(80);
    }

    @Test
    void a_new_month_tells_anew_and_a_metric_is_told_of_by_itself() {
        own("max_messages_month = 1, max_sessions_month = 1");
        take(Metric.MESSAGES, 1, "m1");
        take(Metric.SESSIONS, 1, "c1");
        clock.advance(Duration.ofDays(1));
        take(Metric.MESSAGES, 1, "m2");

        assertThat(wiring.told().of(QuotaThresholdReached.class))
                .extracting(e -> e.metric() + " " + e.period() + " " + e.threshold())
                .containsExactly(
                        "MESSAGES 2026-11-01 80",
                        "MESSAGES 2026-11-01 90",
                        "MESSAGES 2026-11-01 100",
                        "SESSIONS 2026-11-01 80",
                        "SESSIONS 2026-11-01 90",
                        "SESSIONS 2026-11-01 100",
                        "MESSAGES 2026-12-01 80",
                        "MESSAGES 2026-12-01 90",
                        "MESSAGES 2026-12-01 100");
    }

    @Test
    void at_once_a_threshold_is_told_once() throws Exception {
        own("max_messages_month = 100");

        atOnce(100, i -> () -> take(Metric.MESSAGES, 1, "m" + i));

        assertThat(thresholds()).containsExactlyInAnyOrder(80, 90, 100);
    }

    @Test
    void the_applications_role_neither_changes_nor_removes_what_was_counted() {
        take(Metric.MESSAGES, 1, "m1");

        for (var sql : List.of(
                "update usage_ledger set quantity = 0",
                "delete from usage_ledger",
                "delete from usage_ledger_202611",
                "update plan_limits set included = 1000000",
                "delete from plan_versions")) {
            assertThatThrownBy(() -> RealPostgres.inTenant(
                            ebp.tenant(), c -> c.createStatement().executeUpdate(sql)))
                    .as(sql)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_tenant_sees_no_other_tenants_usage() {
        take(Metric.MESSAGES, 1, "m1");
        var sage = TestTenants.aTenant(wiring);

        for (var table : List.of("usage_ledger", "usage_ledger_202611", "usage_counters", "usage_daily")) {
            boolean seen = RealPostgres.inTenant(
                    sage.tenant(),
                    c -> c.createStatement()
                            .executeQuery("select 1 from " + table)
                            .next());
            assertThat(seen).as(table).isFalse();
        }
    }

    private List<Integer> thresholds() {
        return wiring.told().of(QuotaThresholdReached.class).stream()
                .map(QuotaThresholdReached::threshold)
                .toList();
    }

    private Quotas.Taken take(Metric metric, long quantity, String source) {
        return take(Usage.of(metric, quantity, clock.instant(), source));
    }

    private Quotas.Taken take(Usage usage) {
        return wiring.inTenant(ebp, () -> quotas.take(ebp, usage));
    }

    private Usage usage(String source, UUID deployment, Long dayLimit) {
        return new Usage(Metric.MESSAGES, 1, clock.instant(), source, deployment, null, null, dayLimit);
    }

    private void subscribed(String plan) {
        wiring.get(Subscriptions.class).change(ebp, new SubscriptionChange(plan, "now", null), OptionalInt.empty());
    }

    private void own(String limits) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set " + limits));
    }

    /** How many of them succeed; whatever fails is refused for its quota. */
    private int atOnce(int many, java.util.function.IntFunction<Callable<?>> call) throws Exception {
        wiring.get(LedgerMonths.class).ensure(clock.instant());
        var taken = new AtomicInteger();
        var ready = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = new ArrayList<java.util.concurrent.Future<?>>();
            for (var i = 0; i < many; i++) {
                var one = call.apply(i);
                running.add(threads.submit(() -> {
                    ready.await();
                    try {
                        one.call();
                        taken.incrementAndGet();
                    } catch (GuichetException e) {
                        assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED);
                    }
                    return null;
                }));
            }
            ready.countDown();
            for (var one : running) {
                one.get();
            }
        }
        return taken.get();
    }

    private static void assertExceeded(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED));
    }

    private long counter(Metric metric) {
        return number("select coalesce(sum(used), 0) from usage_counters where metric = '" + metric.code() + "'");
    }

    private long ledger(Metric metric) {
        return number("select coalesce(sum(quantity), 0) from usage_ledger where metric = '" + metric.code() + "'");
    }

    private long daily(Metric metric) {
        return number("select coalesce(sum(quantity), 0) from usage_daily where metric = '" + metric.code() + "'");
    }

    private long number(String sql) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var rows = c.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
