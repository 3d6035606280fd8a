package io.guichet.answering;

import io.guichet.plugin.Plugins;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Asks the agent of a sector, and waits no longer than is allowed: a plugin is somebody else's code. A call that hangs
 * keeps its own thread and nobody else's.
 */
@ApplicationScoped
class AskSectorAgent {

    private static final int MOST = 32;

    @Inject
    Plugins plugins;

    @Inject
    AnsweringConfig config;

    /** Threads of the system, not virtual ones: an agent that loops takes its own share of a core and nobody's carrier. */
    private final ExecutorService calls = new ThreadPoolExecutor(
            0,
            MOST,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("sector-agent-", 0).daemon().factory());

    @PreDestroy
    void stop() {
        calls.shutdownNow();
    }

    /**
     * @param words is given what the agent writes, as it writes it and not after its turn has ended
     * @throws AgentFailed if there is no agent of this sector, or it throws, or does not answer in time
     */
    Turn ask(String sector, TurnRequest request, Consumer<String> words) throws AgentFailed {
        var agent = plugins.sectorAgent(sector)
                .orElseThrow(() -> new AgentFailed("no plugin offers the sector " + sector, null));
        var listening = new AtomicBoolean(true);
        try {
            return ask(sector, agent, request, piece -> {
                if (listening.get()) {
                    words.accept(piece);
                }
            });
        } finally {
            listening.set(false);
        }
    }

    private Turn ask(String sector, SectorAgent agent, TurnRequest request, Consumer<String> words) throws AgentFailed {
        Future<Turn> call;
        try {
            call = calls.submit(() -> agent.answer(request, words));
        } catch (RejectedExecutionException e) {
            throw new AgentFailed(MOST + " agents are thinking, or hang", e);
        }
        try {
            return call.get(config.agentTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new AgentFailed("the agent of " + sector + " did not answer in " + config.agentTimeout, e);
        } catch (ExecutionException e) {
            throw new AgentFailed("the agent of " + sector + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new AgentFailed("interrupted while the agent of " + sector + " was asked", e);
        }
    }

    /** The sector agent could not go on. */
    static final class AgentFailed extends Exception {
        private static final long serialVersionUID = 1L;

        AgentFailed(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
