package io.guichet.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads runs and their attempts. */
final class JobRows {

    private static final String RUNS = """
            select id, job, month, status, automatic, requested_by, requested_name, requested_at, ended_at
              from job_runs where job = ?""";

    private JobRows() {}

    static Optional<JobRunView> one(Connection connection, JobName job, JobRunId id) throws SQLException {
        try (var query = connection.prepareStatement(RUNS + " and id = ?")) {
            query.setString(1, job.code());
            query.setObject(2, id.value());
            return runs(connection, query).stream().findFirst();
        }
    }

    static List<JobRunView> page(
            Connection connection, JobName job, @Nullable Instant from, @Nullable UUID after, int limit)
            throws SQLException {
        try (var query = connection.prepareStatement(RUNS
                + " and (?::timestamptz is null or (requested_at, id) < (?::timestamptz, ?::uuid))"
                + " order by requested_at desc, id desc limit ?")) {
            var at = from == null ? null : Timestamp.from(from);
            query.setString(1, job.code());
            query.setTimestamp(2, at);
            query.setTimestamp(3, at);
            query.setObject(4, after);
            query.setInt(5, limit);
            return runs(connection, query);
        }
    }

    static JobRequested byKey(Connection connection, String requestedBy, @Nullable String key) throws SQLException {
        try (var query = connection.prepareStatement(
                "select id, job, month, requested_at from job_runs" + " where requested_by = ? and request_key = ?")) {
            query.setString(1, requestedBy);
            query.setString(2, key);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("a run was refused, and no other has its key");
                }
                return new JobRequested(
                        new JobRunId(row.getObject(1, UUID.class)),
                        JobName.parse(row.getString(2)).orElseThrow(),
                        month(row, 3),
                        row.getTimestamp(4).toInstant());
            }
        }
    }

    private static List<JobRunView> runs(Connection connection, PreparedStatement query) throws SQLException {
        var found = new ArrayList<JobRunView>();
        try (var row = query.executeQuery()) {
            while (row.next()) {
                found.add(new JobRunView(
                        new JobRunId(row.getObject(1, UUID.class)),
                        JobName.parse(row.getString(2)).orElseThrow(),
                        month(row, 3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7),
                        row.getTimestamp(8).toInstant(),
                        instant(row, 9),
                        List.of()));
            }
        }
        var attempts = attempts(connection, found);
        return found.stream()
                .map(run -> with(run, attempts.getOrDefault(run.id().value(), List.of())))
                .toList();
    }

    private static Map<UUID, List<JobAttemptView>> attempts(Connection connection, List<JobRunView> runs)
            throws SQLException {
        var found = new HashMap<UUID, List<JobAttemptView>>();
        var ids = runs.stream().map(run -> run.id().value()).toArray();
        try (var query = connection.prepareStatement("""
                select run_id, number, execution_id, status, started_at, ended_at, read_count, write_count, filter_count,
                       skip_count, commit_count, rollback_count, failure
                  from job_attempts where run_id = any (?) order by run_id, number""")) {
            query.setArray(1, connection.createArrayOf("uuid", ids));
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(attempt(row));
                }
            }
        }
        return found;
    }

    private static JobAttemptView attempt(ResultSet row) throws SQLException {
        return new JobAttemptView(
                row.getInt(2),
                row.getLong(3),
                row.getString(4),
                instant(row, 5),
                instant(row, 6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13));
    }

    private static JobRunView with(JobRunView run, List<JobAttemptView> attempts) {
        return new JobRunView(
                run.id(),
                run.job(),
                run.month(),
                run.status(),
                run.automatic(),
                run.requestedBy(),
                run.requestedName(),
                run.requestedAt(),
                run.endedAt(),
                attempts);
    }

    private static String month(ResultSet row, int column) throws SQLException {
        return YearMonth.from(row.getDate(column).toLocalDate()).toString();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
