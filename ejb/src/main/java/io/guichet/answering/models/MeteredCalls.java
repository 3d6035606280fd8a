package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sets aside what a call may cost before it is made, where it costs something, and writes down once what became of it. What
 * is nobody's, since it is the platform's own, has no ceiling and no rows: this node's figures have it.
 */
@ApplicationScoped
class MeteredCalls {

    private static final Logger LOG = Logger.getLogger(MeteredCalls.class);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ExecutorService writers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("metering-", 0).factory());

    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    ModelMeter meter;

    @Inject
    ModelTally tally;

    @Inject
    ModelsConfig config;

    /**
     * One call, from before it is made.
     *
     * @param payer for whom it is made; null for the platform
     * @param input tokens that are sent, as far as can be said beforehand
     * @param reserved whether something was set aside for it
     * @param began of {@link System#nanoTime()}
     */
    record Call(@Nullable CallContext payer, UUID id, Target target, int input, boolean reserved, long began) {}

    /**
     * @param most tokens that may be written
     * @param deadline of {@link System#nanoTime()}
     * @return nothing where the payer's day has no room for it
     */
    Optional<Call> begin(@Nullable CallContext payer, Target target, int input, int most, long deadline) {
        var reserved = payer != null && !config.prices().free(target.provider().name(), target.model());
        var call = new Call(payer, Ids.next(), target, input, reserved, System.nanoTime());
        var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        var room = payer == null || !reserved || hasRoom(payer, call, cost(call, input, most), left.plus(GRACE));
        return room ? Optional.of(call) : Optional.empty();
    }

    /** What was set aside for a call that has ended is no reason to refuse another: where it still counts, it is waited for. */
    private boolean hasRoom(CallContext payer, Call call, long cost, Duration lapsesAfter) {
        if (meter.reserve(payer, call.id(), cost, lapsesAfter)) {
            return true;
        }
        if (underWay.isEmpty()) {
            return false;
        }
        settled();
        return meter.reserve(payer, call.id(), cost, lapsesAfter);
    }

    @PreDestroy
    void stop() {
        writers.close();
    }

    /** It was never made. */
    void unsent(Call call) {
        var payer = call.payer();
        if (payer != null && call.reserved()) {
            undisturbed(() -> meter.release(payer, call.id()));
        }
    }

    /**
     * Writes down how a call ended that somebody waits for, while he goes on with its answer: {@link #settled} waits until
     * it is written.
     */
    void answered(Call call, int input, int output, String outcome) {
        var ended = noted(call, input, output, outcome);
        CompletableFuture<Void> writing;
        try {
            writing = CompletableFuture.runAsync(() -> write(call, ended), writers);
        } catch (RejectedExecutionException e) {
            // The server stops.
            undisturbed(() -> write(call, ended));
            return;
        }
        underWay.add(writing);
        writing.whenComplete((nothing, failure) -> underWay.remove(writing));
    }

    /** Waits until all is written down that has ended so far. */
    void settled() {
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                .exceptionally(MeteredCalls::unwritten)
                .join();
    }

    /** Writes down how a call ended, at once. */
    void ended(Call call, int input, int output, String outcome) {
        var ended = noted(call, input, output, outcome);
        undisturbed(() -> write(call, ended));
    }

    /** What is no exception of the database's, such as a class that is gone: it fails nobody's turn. */
    private static @Nullable Void unwritten(Throwable failure) {
        LOG.error("GUI1312 what calls of models cost could not be written down", failure);
        return null;
    }

    private ModelMeter.Ended noted(Call call, int input, int output, String outcome) {
        var ended = new ModelMeter.Ended(
                call.id(),
                call.target().provider().name(),
                call.target().model(),
                call.target().own(),
                input,
                output,
                cost(call, input, output),
                Duration.ofNanos(System.nanoTime() - call.began()).toMillis(),
                outcome);
        tally.note(ended);
        return ended;
    }

    /** What a model made is not lost where this fails; what was set aside lapses. */
    private void write(Call call, ModelMeter.Ended ended) {
        var payer = call.payer();
        if (payer == null) {
            return;
        }
        try {
            meter.settle(payer, ended);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "GUI1306 a call of %s that cost %d millionths of a euro could not be written down",
                    call.target().name(),
                    ended.costMicros());
        }
    }

    /** A thread that was interrupted gets no connection; what became of its call is written down all the same. */
    private static void undisturbed(Runnable writing) {
        var interrupted = Thread.interrupted();
        try {
            writing.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long cost(Call call, int input, int output) {
        return config.prices()
                .micros(call.target().provider().name(), call.target().model(), input, output);
    }
}
