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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Calls providers, each on a thread of its own that is left alone when its time is over: a plugin is somebody else's. */
@ApplicationScoped
class PluginCalls {

    private static final int EMBEDDING = 4;

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
        return await(
                waiting,
                deadline,
                hearing::anything,
                () -> prompt.jsonSchema() == null
                        ? target.provider().stream(server(target, deadline), prompt, hearing)
                        : target.provider().complete(server(target, deadline), prompt));
    }

    Embeddings embed(Target target, List<String> texts, long deadline) throws CallFailed {
        return await(
                computing,
                deadline,
                () -> false,
                () -> target.provider().embed(server(target, deadline), target.model(), texts));
    }

    private ModelServer server(Target target, long deadline) {
        var hosts = target.trusted() ? config.privateHosts() : Set.<String>of();
        return new ModelServer(
                target.settings(),
                new PlatformHttp(streams, hosts, deadline),
                Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    private static <T> T await(ExecutorService threads, long deadline, BooleanSupplier spoke, Callable<T> call)
            throws CallFailed {
        Future<T> answer;
        try {
            answer = threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw failed(Reason.UNSUPPORTED, "the server stops", null, false, deadline, e);
        }
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed(Reason.TIMED_OUT, "the time is over", null, spoke.getAsBoolean(), deadline, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(Reason.TIMED_OUT, "interrupted", null, spoke.getAsBoolean(), deadline, e);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof ModelUnavailable unavailable) {
                throw failed(
                        unavailable.reason(),
                        String.valueOf(unavailable.getMessage()),
                        unavailable.retryAfter().orElse(null),
                        spoke.getAsBoolean(),
                        deadline,
                        unavailable);
            }
            throw failed(Reason.BROKEN, "the plugin failed: " + cause, null, spoke.getAsBoolean(), deadline, cause);
        }
    }

    private static CallFailed failed(
            Reason reason,
            String message,
            @Nullable Duration wished,
            boolean spoke,
            long deadline,
            @Nullable Throwable cause) {
        return new CallFailed(
                reason,
                message,
                wished == null || wished.isNegative() ? Duration.ZERO : wished,
                spoke,
                Duration.ofNanos(deadline - System.nanoTime()),
                cause);
    }
}
