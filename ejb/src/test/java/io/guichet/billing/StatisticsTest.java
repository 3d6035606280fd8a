package io.guichet.billing;

import io.guichet.agent.DeploymentView;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberView;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was used, as a tenant reads it, and whether its numbers agree. */
@ExtendWith(RealPostgres.class)
class StatisticsTest {

    private final MovingClock clock = new MovingClock("2026-11-20T22:30:00Z");

    private Wiring wiring;
    private Statistics statistics;
    private CallContext ebp;
    private DeploymentView deployment;
    private MemberView durant;

    @BeforeEach
    void a_tenant_that_used_something() {
        wiring = new Wiring().with(Clock.class, clock);
        statistics = wiring.get(Statistics.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        use(Metric.SESSIONS, "c1", deployment, durant);
        use(Metric.MESSAGES, "m1", deployment, durant);
        use(Metric.MESSAGES, "m2", deployment, null);
        use(Metric.EMAILS, "e1", null, null);
        clock.advance(Duration.ofHours(1));
        use(Metric.MESSAGES, "m3", deployment, durant);
    }

    @Test
    void usage_is_told_apart_by_what_is_asked_for() {
        assertThat(rows(Set.of("day", "metric")))
                .containsExactly(
                        "2026-11-20 sessions null null 1",
                        "2026-11-20 messages null null 2",
                        "2026-11-20 emails null null 1",
                        "2026-11-21 messages null null 1");
        assertThat(rows(Set.of("metric", "member")))
                .containsExactly(
                        "null sessions null DUR-001 1",
                        "null messages null null 1",
                        "null messages null DUR-001 2",
                        "null emails null null 1");
        assertThat(rows(Set.of("metric", "deployment")))
                .containsExactly(
                        "null sessions Expert BTP null 1",
                        "null messages Expert BTP null 3",
                        "null emails null null 1");
        assertThat(rows(Set.of())).containsExactly("null null null null 5");
    }

    @Test
    void one_deployment_is_read_by_itself_also_by_those_who_run_the_platform() {
        var root = PlatformCaller.itself("test", "test");
        var tenant = statistics.tenantOf(root, deployment.id().value());

        var rows = statistics.read(
                root.in(tenant),
                new StatisticsRequest(
                        null, null, Set.of("metric"), deployment.id().value()));

        assertThat(rows)
                .extracting(row -> row.metric().code() + " " + row.quantity())
                .containsExactly("sessions 1", "messages 3");
        assertThatThrownBy(() -> statistics.tenantOf(root, UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.DEPLOYMENT_NOT_FOUND));
    }

    @Test
    void days_out_of_order_or_too_many_are_refused() {
        assertFaulty("from", "2026-11-02", "2026-11-01");
        assertFaulty("to", "2025-01-01", "2026-11-01");
        assertFaulty("from", "-0001-01-01", "2026-11-01");
        assertThat(statistics.read(
                        ebp,
                        new StatisticsRequest(
                                LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"), Set.of(), null)))
                .isEmpty();
    }

    @Test
    void a_name_that_a_spreadsheet_would_compute_is_text_in_the_file() {
        var rows = List.of(
                new StatisticsRow(
                        LocalDate.parse("2026-11-20"), Metric.MESSAGES, "dep_1", "=1+1", null, "+33, \"x\"", 3),
                new StatisticsRow(null, null, null, "é", null, null, 1));

        assertThat(StatisticsCsv.write(rows)).isEqualTo("""
                day,metric,deployment_id,deployment,member_id,member,quantity\r
                2026-11-20,messages,dep_1,'=1+1,,"'+33, ""x""\",3\r
                ,,,é,,,1\r
                """);
    }

    @Test
    void usage_says_what_is_left_and_what_was_before() {
        wiring.get(Subscriptions.class)
                .change(ebp, new SubscriptionChange("starter", "now", null), OptionalInt.empty());
        clock.advance(Duration.ofDays(15));
        use(Metric.MESSAGES, "m4", deployment, null);

        var usage = wiring.get(UsageFigures.class).current(ebp);

        assertThat(usage.plan()).isEqualTo("starter");
        assertThat(usage.period()).isEqualTo("2026-12");
        assertThat(usage.resetsAt()).isEqualTo("2026-12-31T23:00:00Z");
        assertThat(usage.metrics())
                .extracting(l -> l.metric().code() + " " + l.used() + "/" + l.included() + " " + l.remaining() + " "
                        + l.beyond().code() + " " + l.percent())
                .containsExactly(
                        "sessions 0/1000 1000 stop 0.0",
                        "messages 1/10000 9999 stop 0.0",
                        "emails 0/null null unlimited null",
                        "reports 0/null null unlimited null",
                        "deployments 1/1 0 stop 100.0",
                        "storage_bytes 0/null null unlimited null");
        assertThat(usage.history()).singleElement().satisfies(past -> {
            assertThat(past.period()).isEqualTo("2026-11");
            assertThat(past.used()).containsEntry("messages", 3L).containsEntry("sessions", 1L);
        });
    }

    @Test
    void numbers_that_agree_are_not_reported_and_one_that_was_tampered_with_is() {
        var reconciliation = wiring.get(Reconciliation.class);
        var root = PlatformCaller.itself("test", "test");
        assertThat(compared(reconciliation.check(ebp))).containsOnly("conversations");
        tampered("update usage_counters set used = used + 5 where metric = 'messages'");
        tampered("update usage_daily set quantity = 0 where metric = 'emails'");

        assertThat(reconciliation.check(ebp))
                .filteredOn(f -> !f.compared().equals("conversations"))
                .extracting(f ->
                        f.metric().code() + " " + f.compared() + " " + f.period() + " " + f.ledger() + " " + f.found())
                .containsExactlyInAnyOrder("messages counter 2026-11 3 8", "emails days 2026-11 1 0");
        assertThat(reconciliation.findings(root, ebp.tenant(), Pages.first()).items())
                .hasSize(4);
        var first = reconciliation.findings(root, ebp.tenant(), Pages.first(3));
        var second = reconciliation.findings(root, ebp.tenant(), Pages.after(first.next(), 3));
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(second.next()).isNull();
        tampered("update usage_counters set used = used - 5 where metric = 'messages'");
        reconciliation.check(ebp);
        assertThat(reconciliation.findings(root, ebp.tenant(), Pages.first()).items())
                .hasSize(3);
        assertThat(reconciliation
                        .findings(root, TestTenants.aTenant(wiring).tenant(), Pages.first())
                        .items())
                .isEmpty();
    }

    private static List<String> compared(List<UsageFinding> found) {
        // The units of this test were nobody's words.
        return found.stream().map(UsageFinding::compared).toList();
    }

    private void tampered(String sql) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate(sql));
    }

    private void use(Metric metric, String source, @Nullable DeploymentView by, @Nullable MemberView member) {
        wiring.inTenant(
                ebp,
                () -> wiring.get(Quotas.class)
                        .take(
                                ebp,
                                new Usage(
                                        metric,
                                        1,
                                        clock.instant(),
                                        source,
                                        by == null ? null : by.id().value(),
                                        member == null ? null : member.id(),
                                        null,
                                        null)));
    }

    private List<String> rows(Set<String> groups) {
        return statistics.read(ebp, new StatisticsRequest(null, null, groups, null)).stream()
                .map(row -> row.day() + " "
                        + (row.metric() == null ? null : row.metric().code()) + " " + row.deployment() + " "
                        + row.member() + " " + row.quantity())
                .toList();
    }

    private void assertFaulty(String field, String from, String to) {
        assertThatThrownBy(() -> statistics.read(
                        ebp, new StatisticsRequest(LocalDate.parse(from), LocalDate.parse(to), Set.of(), null)))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains(field));
    }
}
