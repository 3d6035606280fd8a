package io.guichet.billing;

import io.guichet.kernel.Actor;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The platform's jobs and their runs. A run is asked for here, and is a row that waits; a node takes it and does it, and
 * another one if that node dies.
 */
@UseCase
@Stateless
public class Jobs {

    private static final YearMonth EARLIEST = YearMonth.of(2000, 1);

    @PersistenceContext
    EntityManager em;

    @Inject
    Audit audit;

    @Inject
    ClosingConfig config;

    @Inject
    Clock clock;

    /**
     * Asks for a run. Asking twice is harmless: what is done already is not done again.
     *
     * @param month null where the caller named none that can be read
     * @param key the caller's Idempotency-Key; null for none
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} but for a super_admin, {@link ProblemCode#INVALID_FIELDS} for
     *     a month that is not over everywhere, {@link ProblemCode#IDEMPOTENCY_KEY_REUSED}
     */
    public JobRequested request(PlatformCaller caller, JobName job, @Nullable YearMonth month, @Nullable String key) {
        caller.requireSuperAdmin();
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw new GuichetException(ProblemCode.BAD_REQUEST, "Idempotency-Key has 1 to 200 characters.");
        }
        var over = month != null
                && !month.isBefore(EARLIEST)
                && BillingMonths.isOver(month, clock.instant(), config.grace);
        new FieldErrors()
                .check(over, "month", "is YYYY-MM, a month that is over everywhere")
                .throwIfAny();
        var asked = java.util.Objects.requireNonNull(month);
        return add(caller, job, asked, key, false).orElseGet(() -> first(caller, job, asked, key));
    }

    /** Asks for what the calendar says: the last month's closing, and once that is done its reports. Once, on all nodes. */
    public List<JobRequested> requestDue(PlatformCaller caller) {
        caller.requireSuperAdmin();
        var month = BillingMonths.lastOver(clock.instant(), config.grace);
        var closing = add(caller, JobName.CLOSE_MONTH, month, null, true);
        var reports = isCompleted(JobName.CLOSE_MONTH, month)
                ? add(caller, JobName.USAGE_REPORT, month, null, true)
                : Optional.<JobRequested>empty();
        return java.util.stream.Stream.of(closing, reports)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Lets a run that failed be done again; what was done stays.
     *
     * @throws GuichetException {@link ProblemCode#JOB_NOT_FOUND}, {@link ProblemCode#CONFLICT} if it did not fail
     */
    public JobRunView restart(PlatformCaller caller, JobName job, JobRunId id) {
        caller.requireSuperAdmin();
        var before = run(caller, job, id);
        var restarted = with(connection -> {
            try (var update = connection.prepareStatement("update job_runs set status = 'waiting', ended_at = null"
                    + " where id = ? and status = 'failed'")) {
                update.setObject(1, id.value());
                return update.executeUpdate();
            }
        });
        if (restarted == 0) {
            throw new GuichetException(ProblemCode.CONFLICT, "Only a run that failed is started again.");
        }
        var after = run(caller, job, id);
        audit.record(caller, "job.restarted", id.toString(), before.status(), after.status());
        return after;
    }

    /** Every job, with its last run. */
    public List<JobView> all(PlatformCaller caller) {
        return Arrays.stream(JobName.values())
                .map(job -> new JobView(
                        job,
                        job.description(),
                        page(job, null, 1).stream().findFirst().orElse(null)))
                .toList();
    }

    /** The runs of a job; the last that was asked for comes first. */
    public Page<JobRunView> runs(PlatformCaller caller, JobName job, PageRequest page) {
        var rows = page(job, page.after().orElse(null), page.limit() + 1);
        return Page.cut(
                rows,
                page.limit(),
                run -> new Cursor(run.requestedAt().toString(), run.id().value()));
    }

    /**
     * @throws GuichetException {@link ProblemCode#JOB_NOT_FOUND}
     */
    public JobRunView run(PlatformCaller caller, JobName job, JobRunId id) {
        return with(connection -> JobRows.one(connection, job, id))
                .orElseThrow(() -> new GuichetException(ProblemCode.JOB_NOT_FOUND, "This job has no such run."));
    }

    private List<JobRunView> page(JobName job, @Nullable Cursor after, int limit) {
        var from = after == null ? null : after.instant();
        return with(connection -> JobRows.page(connection, job, from, after == null ? null : after.id(), limit));
    }

    /** Nothing where the key or the calendar asked before. */
    private Optional<JobRequested> add(
            PlatformCaller caller, JobName job, YearMonth month, @Nullable String key, boolean automatic) {
        var requested = new JobRequested(
                JobRunId.next(), job, month.toString(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        var inserted = with(connection -> insert(connection, caller.actor(), requested, key, automatic));
        if (inserted == 0) {
            return Optional.empty();
        }
        audit.record(
                caller,
                "job.requested",
                requested.id().toString(),
                null,
                Map.of("job", job.code(), "month", month.toString(), "automatic", automatic));
        return Optional.of(requested);
    }

    private static int insert(
            Connection connection, Actor actor, JobRequested requested, @Nullable String key, boolean automatic)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into job_runs (id, job, month, automatic, requested_by, requested_name, requested_at, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setObject(1, requested.id().value());
            insert.setString(2, requested.job().code());
            insert.setDate(3, Date.valueOf(requested.month() + "-01"));
            insert.setBoolean(4, automatic);
            insert.setString(5, actor.text());
            insert.setString(6, actor.personsName().orElse(null));
            insert.setTimestamp(7, Timestamp.from(requested.requestedAt()));
            insert.setString(8, key);
            return insert.executeUpdate();
        }
    }

    private JobRequested first(PlatformCaller caller, JobName job, YearMonth month, @Nullable String key) {
        var run = with(connection -> JobRows.byKey(connection, caller.actor().text(), key));
        if (run.job() != job || !run.month().equals(month.toString())) {
            throw new GuichetException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another request before.");
        }
        return run;
    }

    private boolean isCompleted(JobName job, YearMonth month) {
        return with(connection -> {
            try (var query = connection.prepareStatement("select exists (select 1 from job_runs"
                    + " where job = ? and month = ? and status = 'completed')")) {
                query.setString(1, job.code());
                query.setDate(2, Date.valueOf(month.atDay(1)));
                try (var rows = query.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        });
    }

    private <T> T with(org.hibernate.jdbc.ReturningWork<T> work) {
        return em.unwrap(Session.class).doReturningWork(work);
    }
}
