package io.guichet.testing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Does the work of one kind that is due, as the scheduler would, but when a test says so and without jitter. */
public final class DueWork {

    private final WorkHandler handler;
    private final Clock clock;

    public DueWork(WorkHandler handler, Clock clock) {
        this.handler = handler;
        this.clock = clock;
    }

    /**
     * A waiting piece of work.
     *
     * @param failures how often it was tried in vain
     */
    public record Waiting(String key, String subject, String correlation, int failures, Instant at) {}

    /** What waits for a tenant, the most urgent first. */
    public List<Waiting> waiting(CallContext context) {
        var found = new ArrayList<Waiting>();
        try (var connection = RealPostgres.application().getConnection();
                var query = connection.prepareStatement("""
                        select task_instance, task_data, coalesce(consecutive_failures, 0), execution_time
                          from %s where task_name = ? order by execution_time, task_instance""".formatted(table()))) {
            query.setString(1, handler.type().name());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var data = Json.tree(new String(rows.getBytes(2), StandardCharsets.UTF_8));
                    if (data.get("tenant")
                            .asText()
                            .equals(context.tenant().value().toString())) {
                        found.add(new Waiting(
                                rows.getString(1),
                                data.get("subject").asText(),
                                data.get("correlation").asText(),
                                rows.getInt(3),
                                rows.getTimestamp(4).toInstant()));
                    }
                }
            }
        } catch (SQLException e) {
            throw new RealPostgres.SqlFailed(e);
        }
        return found;
    }

    /** Does once what is due for a tenant; answers how each piece ended. */
    public List<WorkOutcome> run(CallContext context) {
        var outcomes = new ArrayList<WorkOutcome>();
        for (var work : waiting(context)) {
            if (!work.at().isAfter(clock.instant())) {
                outcomes.add(run(context, work));
            }
        }
        return outcomes;
    }

    private WorkOutcome run(CallContext context, Waiting work) {
        var platform = CallContext.platform(context.tenant(), handler.type().name(), work.correlation());
        var outcome = handle(platform, work);
        switch (outcome) {
            case WorkOutcome.Done done -> remove(work);
            case WorkOutcome.GiveUp lost -> giveUp(platform, work, lost.reason());
            case WorkOutcome.Retry retry -> {
                if (work.failures() >= handler.type().retries().size()) {
                    giveUp(platform, work, retry.reason());
                } else {
                    again(work, retry);
                }
            }
        }
        return outcome;
    }

    /** What a handler throws counts as another try, as it does in production. */
    private WorkOutcome handle(CallContext context, Waiting work) {
        try {
            return handler.handle(context, work.subject(), work.failures() + 1);
        } catch (RuntimeException e) {
            return new WorkOutcome.Retry(e.toString(), null);
        }
    }

    private void giveUp(CallContext context, Waiting work, String reason) {
        handler.givenUp(context, work.subject(), reason);
        remove(work);
    }

    private void again(Waiting work, WorkOutcome.Retry retry) {
        Duration pause = handler.type().retries().get(work.failures());
        if (retry.notBefore() != null && retry.notBefore().compareTo(pause) > 0) {
            pause = retry.notBefore();
        }
        update(
                "update " + table()
                        + " set consecutive_failures = ?, execution_time = ? where task_name = ? and task_instance = ?",
                work.failures() + 1,
                Timestamp.from(clock.instant().plus(pause)),
                handler.type().name(),
                work.key());
    }

    private void remove(Waiting work) {
        update(
                "delete from " + table() + " where task_name = ? and task_instance = ?",
                handler.type().name(),
                work.key());
    }

    private String table() {
        return handler.type().lane().table();
    }

    private static void update(String sql, Object... parameters) {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new RealPostgres.SqlFailed(e);
        }
    }
}
