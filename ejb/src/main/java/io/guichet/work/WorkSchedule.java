package io.guichet.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Builds the scheduler of a lane of a node from its handlers; says what becomes of work that fails. */
final class WorkSchedule {

    private static final Logger LOG = Logger.getLogger(WorkSchedule.class);
    private static final int LONGEST_REASON = 1000;

    private final Clock clock;
    private final FailedWork failed;

    WorkSchedule(Clock clock, FailedWork failed) {
        this.clock = clock;
        this.failed = failed;
    }

    /** @param handlers of all lanes; those of the lane are taken */
    Scheduler scheduler(
            Lane lane, DataSource database, List<WorkHandler> handlers, WorkConfig config, ExecutorService executor) {
        var tasks = handlers.stream()
                .filter(handler -> handler.type().lane() == lane)
                .<Task<?>>map(this::task)
                .toList();
        return Scheduler.create(database, tasks)
                .tableName(lane.table())
                .serializer(WorkData.SERIALIZER)
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .clock(clock::instant)
                .threads(config.threads(lane))
                .executorService(executor)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(config.pollInterval)
                .heartbeatInterval(config.heartbeatInterval)
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(config.shutdownWait)
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    private Task<WorkData> task(WorkHandler handler) {
        return Tasks.custom(handler.type().name(), WorkData.class)
                .onFailure((complete, operations) -> failed(handler, complete, operations))
                .onDeadExecutionRevive()
                .execute((instance, execution) -> {
                    var data = instance.getData();
                    var attempt = execution.getExecution().consecutiveFailures + 1;
                    var outcome = handler.handle(context(handler, data), data.subject(), attempt);
                    return switch (outcome) {
                        case WorkOutcome.Done done -> (complete, operations) -> operations.remove();
                        case WorkOutcome.Retry retry -> throw new Unfinished(retry.reason(), retry.notBefore(), false);
                        case WorkOutcome.GiveUp lost -> throw new Unfinished(lost.reason(), null, true);
                    };
                });
    }

    private void failed(WorkHandler handler, ExecutionComplete complete, ExecutionOperations<WorkData> operations) {
        var execution = complete.getExecution();
        var failures = execution.consecutiveFailures + 1;
        var cause = complete.getCause().orElse(null);
        var reason = reason(cause);
        var retries = handler.type().retries();
        var hopeless = cause instanceof Unfinished unfinished && unfinished.hopeless;
        if (!hopeless && failures <= retries.size()) {
            var wait = jittered(retries.get(failures - 1));
            if (cause instanceof Unfinished u && u.notBefore != null && u.notBefore.compareTo(wait) > 0) {
                wait = u.notBefore;
            }
            log(
                    cause,
                    "GUI0102 %s %s failed (%d of %d), again in %s: %s"
                            .formatted(
                                    execution.getTaskName(),
                                    execution.getId(),
                                    failures,
                                    retries.size() + 1,
                                    wait,
                                    reason));
            operations.reschedule(complete, clock.instant().plus(wait));
            return;
        }
        LOG.errorf(
                "GUI0103 %s %s is given up after %d tries: %s",
                execution.getTaskName(), execution.getId(), failures, reason);
        var data = (WorkData) execution.taskInstance.getData();
        handler.givenUp(context(handler, data), data.subject(), reason);
        failed.keep(execution.getTaskName(), execution.getId(), data, failures, reason);
        operations.remove();
    }

    private static void log(@Nullable Throwable cause, String message) {
        // A handler that asks for another try said why; anything else is a fault, and its stack tells where.
        LOG.log(Logger.Level.WARN, message, cause instanceof Unfinished ? null : cause);
    }

    private static CallContext context(WorkHandler handler, WorkData data) {
        return CallContext.platform(new TenantId(data.tenant()), handler.type().name(), data.correlation());
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown";
        }
        var text = cause instanceof Unfinished ? String.valueOf(cause.getMessage()) : cause.toString();
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }

    /** Up to a fifth longer, so that what failed together is not tried together. */
    private static Duration jittered(Duration wait) {
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 5 + 1));
    }

    /** Keeps work that was given up. */
    interface FailedWork {
        void keep(String type, String key, WorkData data, int failures, String reason);
    }

    private static final class Unfinished extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient @Nullable Duration notBefore;
        private final boolean hopeless;

        Unfinished(String reason, @Nullable Duration notBefore, boolean hopeless) {
            super(reason, null, false, false);
            this.notBefore = notBefore;
            this.hopeless = hopeless;
        }
    }
}
