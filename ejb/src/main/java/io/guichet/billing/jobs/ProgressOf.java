package io.guichet.billing.jobs;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far an execution is, as Jakarta Batch knows it. */
final class ProgressOf {

    private static final Set<String> ENDED = Set.of("completed", "failed", "stopped", "abandoned");

    private ProgressOf() {}

    static JobRuns.Progress execution(JobOperator operator, long id) {
        var execution = operator.getJobExecution(id);
        var status = execution.getBatchStatus();
        var steps = status == BatchStatus.STARTING ? List.<StepExecution>of() : operator.getStepExecutions(id);
        var skipped = sum(steps, Metric.MetricType.PROCESS_SKIP_COUNT)
                + sum(steps, Metric.MetricType.READ_SKIP_COUNT)
                + sum(steps, Metric.MetricType.WRITE_SKIP_COUNT);
        return new JobRuns.Progress(
                id,
                status.name().toLowerCase(Locale.ROOT),
                timestamp(execution.getStartTime()),
                timestamp(execution.getEndTime()),
                sum(steps, Metric.MetricType.READ_COUNT),
                sum(steps, Metric.MetricType.WRITE_COUNT),
                sum(steps, Metric.MetricType.FILTER_COUNT),
                skipped,
                sum(steps, Metric.MetricType.COMMIT_COUNT),
                sum(steps, Metric.MetricType.ROLLBACK_COUNT),
                failure(status, execution.getExitStatus(), skipped));
    }

    static boolean hasEnded(JobRuns.Progress progress) {
        return ENDED.contains(progress.status());
    }

    /** Whether nothing is left to do. */
    static boolean isDone(JobRuns.Progress progress) {
        return progress.status().equals("completed") && progress.skipped() == 0;
    }

    private static @Nullable String failure(BatchStatus status, @Nullable String exit, long skipped) {
        if (status == BatchStatus.FAILED || status == BatchStatus.STOPPED) {
            return exit == null ? status.name() : exit;
        }
        return skipped == 0 ? null : skipped + " passed over: GUI0712 in the log names them";
    }

    private static long sum(List<StepExecution> steps, Metric.MetricType type) {
        return steps.stream()
                .flatMap(step -> Arrays.stream(step.getMetrics()))
                .filter(metric -> metric.getType() == type)
                .mapToLong(Metric::getValue)
                .sum();
    }

    private static @Nullable Timestamp timestamp(@Nullable Date date) {
        return date == null ? null : new Timestamp(date.getTime());
    }
}
