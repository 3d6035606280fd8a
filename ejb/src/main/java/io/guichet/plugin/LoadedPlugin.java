package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import io.guichet.plugin.isolation.PluginClassLoader;
import io.guichet.plugin.isolation.PluginThread;
import io.guichet.spi.Plugin;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that started: in use until it is retired, open until the last call that was under way then has ended, closed
 * for good after that.
 */
final class LoadedPlugin {

    private final String id;
    private final @Nullable String version;
    private final Plugin plugin;
    private final Capabilities capabilities;
    private final PluginClassLoader loader;
    private final Duration closeLimit;
    private final Runnable afterClose;

    /** Calls under way, and one for the time that it is in use. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private final AtomicBoolean retired = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    /**
     * @param closeLimit how long its own close may take before it is interrupted
     * @param afterClose run when nobody needs its files any more
     */
    LoadedPlugin(
            String id,
            @Nullable String version,
            Plugin plugin,
            Capabilities capabilities,
            PluginClassLoader loader,
            Duration closeLimit,
            Runnable afterClose) {
        this.id = id;
        this.version = version;
        this.plugin = plugin;
        this.capabilities = capabilities;
        this.loader = loader;
        this.closeLimit = closeLimit;
        this.afterClose = afterClose;
    }

    String id() {
        return id;
    }

    @Nullable
    String version() {
        return version;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    ClassLoader loader() {
        return loader;
    }

    /** What both offer. */
    List<Capability> sharedWith(LoadedPlugin other) {
        return capabilities.list().stream()
                .filter(other.capabilities.list()::contains)
                .toList();
    }

    boolean isInConflictWith(LoadedPlugin other) {
        return id.equals(other.id) || !Collections.disjoint(capabilities.list(), other.capabilities.list());
    }

    /**
     * Keeps it open for one call; {@link #leave} must follow.
     *
     * @return whether it was still open
     */
    boolean enter() {
        return holds.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void leave() {
        if (holds.decrementAndGet() == 0) {
            close();
        }
    }

    /**
     * Closes it as soon as no call is under way; asking twice changes nothing.
     *
     * @return done when it is closed
     */
    CompletableFuture<@Nullable Void> retire() {
        if (retired.compareAndSet(false, true)) {
            leave();
        }
        return closed;
    }

    private void close() {
        var thread = PluginThread.start("guichet-plugin-close-" + id, loader, this::closeNow);
        closed.copy().orTimeout(closeLimit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((done, late) -> {
            if (late != null) {
                PluginLog.closeIsLate(id);
                thread.interrupt();
            }
        });
    }

    @SuppressWarnings("CatchThrowable") // whatever the plugin throws, its files and classes must go
    private void closeNow() {
        try {
            plugin.close();
        } catch (Throwable thrown) {
            PluginLog.closeFailed(id, Refused.wordsOf(thrown));
        } finally {
            afterClose.run();
            closed.complete(null);
        }
    }
}
