package io.guichet.billing.jobs;

import io.guichet.billing.JobName;
import io.guichet.billing.JobRunId;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Which process has which run. */
@UseCase
@Stateless
public class JobRuns {

    private static final String CLAIM = """
            update job_runs set status = 'running', runner = ?, beat_at = ?, attempts = attempts + 1
             where id = (select id from job_runs
                          where status = 'waiting' or (status = 'running' and beat_at < ?)
                          order by requested_at limit 1 for update skip locked)
            returning id, job, month, execution_id, attempts""";

    private static final String STARTED = """
            with mine as (
                update job_runs set execution_id = ? where id = ? and runner = ? and status = 'running'
                returning id, attempts, execution_id)
            insert into job_attempts (run_id, number, execution_id, status)
            select id, attempts, execution_id, 'starting' from mine on conflict do nothing""";

    private static final String PROGRESS = """
            with mine as (
                update job_runs set beat_at = ?, status = ?, ended_at = case when ? = 'running' then null else ?::timestamptz end
                 where id = ? and runner = ? and status = 'running' and execution_id = ?
                returning id, attempts)
            update job_attempts a
               set status = ?, started_at = ?, ended_at = ?, read_count = ?, write_count = ?, filter_count = ?,
                   skip_count = ?, commit_count = ?, rollback_count = ?, failure = ?
              from mine where a.run_id = mine.id and a.number = mine.attempts""";

    private static final String GIVE_UP = """
            update job_runs set status = 'failed', ended_at = ? where id = ? and runner = ? and status = 'running'""";

    @PersistenceContext
    EntityManager em;

    @jakarta.inject.Inject
    Clock clock;

    /**
     * Takes the oldest run that waits, or whose process no longer says that it lives.
     *
     * @param runner this process
     */
    public Optional<Claimed> claim(PlatformCaller caller, UUID runner, Duration takeover) {
        caller.requireSuperAdmin();
        var now = clock.instant();
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var claim = connection.prepareStatement(CLAIM)) {
                claim.setObject(1, runner);
                claim.setTimestamp(2, Timestamp.from(now));
                claim.setTimestamp(3, Timestamp.from(now.minus(takeover)));
                try (var row = claim.executeQuery()) {
                    return row.next() ? Optional.of(claimed(row)) : Optional.<Claimed>empty();
                }
            }
        });
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                new JobRunId(row.getObject(1, UUID.class)),
                JobName.parse(row.getString(2)).orElseThrow(),
                YearMonth.from(row.getDate(3).toLocalDate()),
                row.getObject(4, Long.class),
                row.getInt(5));
    }

    /** Notes the execution that does a run. */
    public void started(PlatformCaller caller, UUID runner, JobRunId run, long execution) {
        caller.requireSuperAdmin();
        em.unwrap(Session.class).doWork(connection -> {
            try (var update = connection.prepareStatement(STARTED)) {
                update.setLong(1, execution);
                update.setObject(2, run.value());
                update.setObject(3, runner);
                update.executeUpdate();
            }
        });
    }

    /**
     * Says that the run lives, how far it is, and how it ended.
     *
     * @param status {@code running}, {@code completed} or {@code failed}
     * @return whether it is still this process's; otherwise another one has taken it over
     */
    public boolean progress(PlatformCaller caller, UUID runner, JobRunId run, String status, Progress progress) {
        caller.requireSuperAdmin();
        var now = Timestamp.from(clock.instant());
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var update = connection.prepareStatement(PROGRESS)) {
                update.setTimestamp(1, now);
                update.setString(2, status);
                update.setString(3, status);
                update.setTimestamp(4, now);
                update.setObject(5, run.value());
                update.setObject(6, runner);
                update.setLong(7, progress.execution());
                update.setString(8, progress.status());
                update.setTimestamp(9, progress.startedAt());
                update.setTimestamp(10, progress.endedAt());
                update.setLong(11, progress.read());
                update.setLong(12, progress.written());
                update.setLong(13, progress.filtered());
                update.setLong(14, progress.skipped());
                update.setLong(15, progress.committed());
                update.setLong(16, progress.rolledBack());
                update.setString(17, progress.failure());
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Ends a run that could not be started. */
    public void giveUp(PlatformCaller caller, UUID runner, JobRunId run) {
        caller.requireSuperAdmin();
        em.unwrap(Session.class).doWork(connection -> {
            try (var update = connection.prepareStatement(GIVE_UP)) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setObject(2, run.value());
                update.setObject(3, runner);
                update.executeUpdate();
            }
        });
    }

    /**
     * A run that is this process's now.
     *
     * @param execution the one before; null for the first
     * @param attempt 1 for the first
     */
    public record Claimed(
            JobRunId id,
            JobName job,
            YearMonth month,
            @Nullable Long execution,
            int attempt) {}

    /** How far an execution is. */
    public record Progress(
            long execution,
            String status,
            @Nullable Timestamp startedAt,
            @Nullable Timestamp endedAt,
            long read,
            long written,
            long filtered,
            long skipped,
            long committed,
            long rolledBack,
            @Nullable String failure) {}
}
