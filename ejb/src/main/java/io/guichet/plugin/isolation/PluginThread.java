package io.guichet.plugin.isolation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a plugin's code on a thread of its own, so that what hangs or overflows takes nobody with it. */
public final class PluginThread {

    private PluginThread() {}

    /**
     * Runs work and waits for it. Work that is late is interrupted and left alone: its thread is a daemon, and nothing
     * can end it by force.
     *
     * @param loader the thread's context class loader
     * @param afterAll run on the same thread when late work ended after all; what it still holds can go then
     * @throws ExecutionException with what the work threw, errors included
     * @throws TimeoutException if the work is late
     */
    public static <T> T call(String name, ClassLoader loader, Duration limit, Callable<T> work, Runnable afterAll)
            throws ExecutionException, TimeoutException, InterruptedException {
        var result = new CompletableFuture<T>();
        var thread = start(name, loader, () -> {
            if (!finish(result, work)) {
                afterAll.run();
            }
        });
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            if (result.completeExceptionally(e)) {
                thread.interrupt();
                throw e;
            }
            return result.get(); // it finished in the very moment
        }
    }

    /** Runs work on a daemon thread that inherits nothing from this one. */
    public static Thread start(String name, ClassLoader loader, Runnable work) {
        var thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        thread.setContextClassLoader(loader);
        thread.start();
        return thread;
    }

    @SuppressWarnings("CatchThrowable") // a plugin's LinkageError or StackOverflowError is its own affair
    private static <T> boolean finish(CompletableFuture<T> result, Callable<T> work) {
        try {
            return result.complete(work.call());
        } catch (Throwable thrown) {
            return result.completeExceptionally(thrown);
        }
    }
}
