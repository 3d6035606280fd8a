package io.guichet.billing.jobs;

import io.guichet.billing.JobRunId;
import io.guichet.billing.Jobs;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Runs the platform's jobs on this node: takes runs that wait, and those of a process that died; starts or restarts their
 * executions, and writes down how far they are.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** Each takes a thread of the server's batch pool for every slice, and one for itself. */
    private static final int MOST_AT_ONCE = 2;

    private static final int MOST_ATTEMPTS = 10;

    @Inject
    Jobs jobs;

    @Inject
    JobRuns runs;

    @Inject
    JobsConfig config;

    /** This process: after a restart the node is another one. */
    private final UUID self = Ids.next();

    private final Map<JobRunId, Long> running = new ConcurrentHashMap<>();
    private final ReentrantLock busy = new ReentrantLock();

    /** Asks for what the calendar says. */
    @Schedule(minute = "*", hour = "*", persistent = false, info = "the calendar of jobs")
    public void askForWhatIsDue() {
        if (!config.enabled) {
            return;
        }
        try {
            for (var due : jobs.requestDue(caller("calendar"))) {
                LOG.infof("GUI0713 the calendar asks for %s of %s", due.job().code(), due.month());
            }
        } catch (RuntimeException e) {
            LOG.warn("GUI0714 the calendar of jobs could not be read", e);
        }
    }

    /** Looks after the runs of this node, and for others. */
    @Schedule(second = "*", minute = "*", hour = "*", persistent = false, info = "runs of jobs")
    public void look() {
        if (!config.enabled || !busy.tryLock()) {
            return;
        }
        try {
            running.forEach(this::watch);
            while (running.size() < MOST_AT_ONCE) {
                var next = runs.claim(caller("runner"), self, config.takeover);
                if (next.isEmpty()) {
                    return;
                }
                launch(next.get());
            }
        } catch (RuntimeException e) {
            LOG.warn("GUI0715 the runs of jobs could not be looked after", e);
        } finally {
            busy.unlock();
        }
    }

    private void launch(JobRuns.Claimed run) {
        var caller = caller(run.id().toString());
        if (run.attempt() > MOST_ATTEMPTS) {
            LOG.errorf(
                    "GUI0716 %s of %s is given up after %d attempts", run.job().code(), run.month(), MOST_ATTEMPTS);
            runs.giveUp(caller, self, run.id());
            return;
        }
        var parameters = parameters(run);
        long execution;
        try {
            execution = execution(run, parameters);
        } catch (BatchRuntimeException e) {
            LOG.errorf(e, "GUI0717 %s of %s could not be started", run.job().code(), run.month());
            runs.giveUp(caller, self, run.id());
            return;
        }
        runs.started(caller, self, run.id(), execution);
        running.put(run.id(), execution);
        LOG.infof("GUI0710 %s of %s has begun: %s, attempt %d", run.job().code(), run.month(), run.id(), run.attempt());
    }

    private long execution(JobRuns.Claimed run, Properties parameters) {
        var operator = operator();
        var before = run.execution();
        // One that completed and passed over somebody begins anew: it reads only what is left.
        if (before == null || operator.getJobExecution(before).getBatchStatus() == BatchStatus.COMPLETED) {
            return operator.start(run.job().code(), parameters);
        }
        return operator.restart(before, parameters);
    }

    private Properties parameters(JobRuns.Claimed run) {
        var parameters = new Properties();
        parameters.setProperty("run", run.id().toString());
        parameters.setProperty("month", run.month().toString());
        parameters.setProperty("slices", Integer.toString(config.slices));
        // After the death of its process an execution still says that it runs; whether it does was found out by then.
        parameters.setProperty("jberet.restart.mode", "force");
        return parameters;
    }

    private void watch(JobRunId run, Long execution) {
        var operator = operator();
        var progress = ProgressOf.execution(operator, execution);
        var ended = ProgressOf.hasEnded(progress);
        var status = !ended ? "running" : ProgressOf.isDone(progress) ? "completed" : "failed";
        var mine = runs.progress(caller(run.toString()), self, run, status, progress);
        if (!mine) {
            LOG.warnf("GUI0718 %s was taken over by another node", run);
            running.remove(run);
            if (!ended) {
                operator.stop(execution);
            }
        } else if (ended) {
            running.remove(run);
            LOG.infof(
                    "GUI0711 %s has %s: %d read, %d written, %d passed over",
                    run, status, progress.read(), progress.written(), progress.skipped());
        }
    }

    private static JobOperator operator() {
        return BatchRuntime.getJobOperator();
    }

    private static PlatformCaller caller(String correlation) {
        return PlatformCaller.itself("jobs", correlation);
    }
}
