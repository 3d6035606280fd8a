package io.guichet.api;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The streams that are open on this node: keeps them alive through proxies, and notices who has left. */
@ApplicationScoped
public class StreamRoom {

    private static final int BEAT_SECONDS = 20;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    Clock clock;

    private final Set<ConversationStream> open = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> beat;

    @PostConstruct
    void start() {
        beat = executor.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (beat != null) {
            beat.cancel(false);
        }
        open.forEach(ConversationStream::close);
    }

    void enter(ConversationStream stream) {
        open.add(stream);
    }

    void leave(ConversationStream stream) {
        open.remove(stream);
    }

    /** Where streams read and write, off the thread that listens to the database. */
    Executor executor() {
        return executor;
    }

    Instant now() {
        return clock.instant();
    }

    int size() {
        return open.size();
    }

    void beat() {
        open.forEach(ConversationStream::beat);
    }
}
