package io.guichet.answering.models;

import io.guichet.kernel.GuardedStreams;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Calls providers, each on a thread of its own that is left alone when its time is over: a plugin is somebody else's. */
@ApplicationScoped
class PluginCalls {

    /** As many calls for vectors at once; others wait. */
    static final int EMBEDDING = 4;

    /** A server that has not answered by then is slow, however long it might have had. */
    private static final Duration FAIR = Duration.ofSeconds(5);

    @Inject
    GuardedStreams streams;

    @Inject
    ModelsConfig config;

    /** A model is waited for, and that takes no thread of the system. */
    private final ExecutorService waiting = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("model-call-", 0).factory());

    /** Vectors may be computed in this process: such threads keep no virtual one from its turn. */
    private final ExecutorService computing = Executors.newFixedThreadPool(
            EMBEDDING, Thread.ofPlatform().name("embedding-", 0).daemon().factory());

    @PreDestroy
    void stop() {
        waiting.shutdownNow();
        computing.shutdownNow();
    }

    /**
     * @param deadline of {@link System#nanoTime()}
     * @throws CallFailed if the model does not answer until then
     */
    Completion complete(Target target, Prompt prompt, Hearing hearing, long deadline) throws CallFailed {
        var given = deadline - System.nanoTime();
        return await(
                waiting,
                new Wait(deadline, given < Math.min(FAIR.toNanos(), config.timeout.toNanos()), hearing::anything),
                () -> prompt.jsonSchema() == null
                        ? target.provider().stream(server(target, deadline), prompt, hearing)
                        : target.provider().complete(server(target, deadline), prompt));
    }

    Embeddings embed(AskVectors.Asked asked, List<String> texts) throws CallFailed {
        var target = asked.target();
        return await(
                computing,
                new Wait(asked.deadline(), false, () -> false),
                () -> target.provider().embed(server(target, asked.deadline()), target.model(), texts, asked.use()));
    }

    private ModelServer server(Target target, long deadline) {
        var hosts = target.trusted() ? config.privateHosts() : Set.<String>of();
        return new ModelServer(
                target.settings(),
                new PlatformHttp(streams, hosts, deadline),
                Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    private static <T> T await(ExecutorService threads, Wait wait, Callable<T> call) throws CallFailed {
        Future<T> answer;
        try {
            answer = threads.submit(() -> {
                wait.begun().set(true);
                return call.call();
            });
        } catch (RejectedExecutionException e) {
            throw wait.failed(Reason.UNSUPPORTED, "the server stops", null, e);
        }
        try {
            return answer.get(Math.max(0, wait.left()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw wait.failed(Reason.TIMED_OUT, "the time is over", null, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw wait.failed(Reason.TIMED_OUT, "interrupted", null, e);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof ModelUnavailable unavailable) {
                throw wait.failed(
                        unavailable.reason(),
                        String.valueOf(unavailable.getMessage()),
                        unavailable.retryAfter().orElse(null),
                        unavailable);
            }
            throw wait.failed(Reason.BROKEN, "the plugin failed: " + cause, null, cause);
        }
    }

    /**
     * @param deadline of {@link System#nanoTime()}
     * @param hurried whether it is too short to tell anything of the server
     * @param begun set by the thread that asks, before it does: until then the call waits for one
     */
    private record Wait(long deadline, boolean hurried, BooleanSupplier spoke, AtomicBoolean begun) {

        Wait(long deadline, boolean hurried, BooleanSupplier spoke) {
            this(deadline, hurried, spoke, new AtomicBoolean());
        }

        long left() {
            return deadline - System.nanoTime();
        }

        CallFailed failed(Reason reason, String message, @Nullable Duration wished, @Nullable Throwable cause) {
            return new CallFailed(
                    reason,
                    message,
                    wished == null || wished.isNegative() ? Duration.ZERO : wished,
                    new CallFailed.How(begun.get(), spoke.getAsBoolean(), hurried, Duration.ofNanos(left())),
                    cause);
        }
    }
}
