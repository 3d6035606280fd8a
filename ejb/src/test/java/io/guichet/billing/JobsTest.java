package io.guichet.billing;

import io.guichet.billing.jobs.JobRuns;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class JobsTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Duration TAKEOVER = Duration.ofSeconds(30);

    private final MovingClock clock = new MovingClock("2026-11-01T12:10:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final Jobs jobs = wiring.get(Jobs.class);
    private final JobRuns runs = wiring.get(JobRuns.class);
    private final JobTenants tenants = wiring.get(JobTenants.class);
    private final PlatformCaller root = somebody(true);
    private final UUID node = Ids.next();

    @BeforeEach
    void noRuns() throws SQLException {
        try (var connection = RealPostgres.owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate job_attempts, job_runs");
        }
    }

    @Test
    void a_run_that_is_asked_for_waits_for_a_node() {
        var requested = jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, null);

        var run = jobs.run(root, JobName.CLOSE_MONTH, requested.id());

        assertThat(run.status()).isEqualTo("waiting");
        assertThat(run.month()).isEqualTo("2026-10");
        assertThat(run.requestedName()).isEqualTo("Root");
        assertThat(run.attempts()).isEmpty();
    }

    @Test
    void the_same_key_gets_the_same_run_and_another_request_is_refused() {
        var first = jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, "k");
        clock.advance(Duration.ofMinutes(1));

        assertThat(jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, "k")).isEqualTo(first);
        assertThat(jobs.request(somebody(true), JobName.CLOSE_MONTH, OCTOBER, "k"))
                .isNotEqualTo(first);
        assertRefused(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> jobs.request(root, JobName.CLOSE_MONTH, OCTOBER.minusMonths(1), "k"));
        assertRefused(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> jobs.request(root, JobName.USAGE_REPORT, OCTOBER, "k"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"2026-11", "1999-12", "9999-12"})
    void a_month_is_one_that_is_over_everywhere(String month) {
        assertRefused(
                ProblemCode.INVALID_FIELDS,
                () -> jobs.request(root, JobName.CLOSE_MONTH, month == null ? null : YearMonth.parse(month), null));
    }

    @Test
    void an_admin_looks_and_does_not_start() {
        var admin = somebody(false);
        var run = jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, null);

        assertRefused(ProblemCode.FORBIDDEN, () -> jobs.request(admin, JobName.CLOSE_MONTH, OCTOBER, null));
        assertRefused(ProblemCode.FORBIDDEN, () -> jobs.restart(admin, JobName.CLOSE_MONTH, run.id()));
        assertThat(jobs.all(admin)).extracting(job -> job.name().code()).containsExactly("close-month", "usage-report");
        assertRefused(ProblemCode.JOB_NOT_FOUND, () -> jobs.run(admin, JobName.USAGE_REPORT, run.id()));
    }

    @Test
    void a_run_is_taken_by_one_of_many() throws Exception {
        jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, null);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var claims = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> runs.claim(root, Ids.next(), TAKEOVER).isPresent())
                    .toList();
            var taken = 0;
            for (var claim : threads.invokeAll(claims)) {
                taken += claim.get() ? 1 : 0;
            }

            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void a_run_of_a_node_that_died_is_taken_over_with_its_execution() {
        var id = jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, null).id();
        runs.claim(root, node, TAKEOVER);
        runs.started(root, node, id, 41);
        clock.advance(Duration.ofSeconds(20));
        assertThat(runs.progress(root, node, id, "running", progress(41, "started", 7, 5)))
                .isTrue();
        clock.advance(Duration.ofSeconds(20));
        var other = Ids.next();

        assertThat(runs.claim(root, other, TAKEOVER)).isEmpty();
        clock.advance(Duration.ofSeconds(11));
        var claimed = runs.claim(root, other, TAKEOVER).orElseThrow();
        runs.started(root, other, id, 42);

        assertThat(claimed.execution()).isEqualTo(41);
        assertThat(claimed.attempt()).isEqualTo(2);
        assertThat(runs.progress(root, node, id, "completed", progress(41, "completed", 9, 9)))
                .as("the one that was slow has lost it")
                .isFalse();
        assertThat(runs.progress(root, other, id, "completed", progress(42, "completed", 2, 2)))
                .isTrue();
        var run = jobs.run(root, JobName.CLOSE_MONTH, id);
        assertThat(run.status()).isEqualTo("completed");
        assertThat(run.attempts())
                .extracting(JobAttemptView::executionId, JobAttemptView::status, JobAttemptView::written)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(41L, "started", 5L),
                        org.assertj.core.groups.Tuple.tuple(42L, "completed", 2L));
    }

    @Test
    void only_a_run_that_failed_is_started_again() {
        var id = jobs.request(root, JobName.CLOSE_MONTH, OCTOBER, null).id();
        assertRefused(ProblemCode.CONFLICT, () -> jobs.restart(root, JobName.CLOSE_MONTH, id));
        runs.claim(root, node, TAKEOVER);
        runs.started(root, node, id, 41);
        runs.progress(root, node, id, "failed", progress(41, "failed", 7, 5));

        assertThat(jobs.restart(root, JobName.CLOSE_MONTH, id).status()).isEqualTo("waiting");
        assertThat(runs.claim(root, node, TAKEOVER).orElseThrow().execution()).isEqualTo(41);
        assertRefused(ProblemCode.CONFLICT, () -> jobs.restart(root, JobName.CLOSE_MONTH, id));
    }

    @Test
    void the_calendar_asks_once_for_the_closing_and_then_for_the_reports() {
        var calendar = PlatformCaller.itself("jobs", "calendar");

        assertThat(jobs.requestDue(calendar))
                .extracting(r -> r.job().code() + " " + r.month())
                .containsExactly("close-month 2026-10");
        assertThat(jobs.requestDue(calendar)).isEmpty();
        var id = runs.claim(root, node, TAKEOVER).orElseThrow().id();
        runs.started(root, node, id, 1);
        runs.progress(root, node, id, "completed", progress(1, "completed", 0, 0));

        assertThat(jobs.requestDue(calendar))
                .extracting(r -> r.job().code() + " " + r.month())
                .containsExactly("usage-report 2026-10");
        assertThat(jobs.requestDue(calendar)).isEmpty();
    }

    @Test
    void runs_are_listed_last_first_page_by_page() {
        var ids = new ArrayList<JobRunId>();
        for (var i = 0; i < 3; i++) {
            ids.addFirst(jobs.request(root, JobName.CLOSE_MONTH, OCTOBER.minusMonths(i), null)
                    .id());
        }

        var first = jobs.runs(root, JobName.CLOSE_MONTH, page(2, null));
        var second = jobs.runs(root, JobName.CLOSE_MONTH, page(2, first.next()));

        var listed = new ArrayList<>(first.items());
        listed.addAll(second.items());
        assertThat(listed).extracting(JobRunView::id).isEqualTo(ids);
        assertThat(second.next()).isNull();
        assertThat(jobs.all(root).getFirst().last()).isEqualTo(listed.getFirst());
    }

    @Test
    void the_slices_hold_every_tenant_with_something_left_once() {
        var mine = IntStream.range(0, 30)
                .mapToObj(i -> since(TestTenants.aTenant(wiring), "2020-01-01T00:00:00Z"))
                .toList();
        var month = YearMonth.of(2020, 5);
        wiring.get(CloseMonth.class)
                .close(root, month, null, List.of(mine.getFirst().tenant()));

        var left = left(JobName.CLOSE_MONTH, month);

        assertThat(new HashSet<>(left)).hasSameSizeAs(left);
        assertThat(left)
                .containsAll(mine.stream().skip(1).map(CallContext::tenant).toList())
                .doesNotContain(mine.getFirst().tenant());
        assertThat(left(JobName.USAGE_REPORT, month))
                .containsExactly(mine.getFirst().tenant());
        assertThat(left(JobName.CLOSE_MONTH, YearMonth.of(2019, 5)))
                .doesNotContain(mine.get(1).tenant());
    }

    @Test
    void who_was_deleted_is_billed_for_the_month_of_it_and_for_none_after() {
        var gone = since(TestTenants.aTenant(wiring), "2019-01-10T00:00:00Z");
        BillingRows.write(
                gone,
                "update tenants set status = 'deleted', deleted_at = ? where id = ?",
                java.time.Instant.parse("2019-03-15T00:00:00Z"),
                gone.tenant().value());

        assertThat(left(JobName.CLOSE_MONTH, YearMonth.of(2019, 2))).contains(gone.tenant());
        assertThat(left(JobName.CLOSE_MONTH, YearMonth.of(2019, 3))).contains(gone.tenant());
        assertThat(left(JobName.CLOSE_MONTH, YearMonth.of(2019, 4))).doesNotContain(gone.tenant());
    }

    private List<TenantId> left(JobName job, YearMonth month) {
        var found = new ArrayList<TenantId>();
        for (var slice = 0; slice < 4; slice++) {
            TenantId last = null;
            List<TenantId> page;
            do {
                page = tenants.left(root, job, month, slice, 4, last, 3);
                found.addAll(page);
                last = page.isEmpty() ? null : page.getLast();
            } while (!page.isEmpty());
        }
        return found;
    }

    private static CallContext since(CallContext tenant, String instant) {
        BillingRows.tenantSince(tenant, instant);
        return tenant;
    }

    private JobRuns.Progress progress(long execution, String status, long read, long written) {
        var now = Timestamp.from(clock.instant());
        return new JobRuns.Progress(execution, status, now, now, read, written, 0, 0, 1, 0, null);
    }

    private static PlatformCaller somebody(boolean superAdmin) {
        return new PlatformCaller(new Actor.User(new UserId(Ids.next()), "Root"), superAdmin, "c", "127.0.0.1");
    }

    private static PageRequest page(int limit, String cursor) {
        return PageRequest.of(limit, cursor, null, null, Set.of("requested_at"), "-requested_at");
    }

    private static void assertRefused(ProblemCode code, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
