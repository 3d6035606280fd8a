package io.guichet.api;

import io.guichet.kernel.BeforeStop;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The streams that are open on this node: keeps them alive through proxies, and notices who has left. */
@ApplicationScoped
public class StreamRoom {

    private static final Logger LOG = Logger.getLogger(StreamRoom.class);
    private static final int BEAT_SECONDS = 20;

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    StreamsConfig config;

    @Inject
    Clock clock;

    /** Each with the second of its beat: not all of them at once. */
    private final Map<ConversationStream, Integer> open = new ConcurrentHashMap<>();

    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger seconds = new AtomicInteger();
    private @Nullable StreamPlaces places;
    private @Nullable ScheduledFuture<?> beat;
    private @Nullable BeforeStop beforeStop;
    private volatile boolean ending;

    /** With the server, so that a bad limit stops its start. */
    void begin(@Observes Startup startup) {
        config.check();
    }

    @PostConstruct
    void start() {
        places = new StreamPlaces(config.perSession, config.perAddress);
        beat = executor.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
        beforeStop = new BeforeStop(this::end);
    }

    @PreDestroy
    void stop() {
        if (beforeStop != null) {
            beforeStop.close();
        }
        end();
    }

    /**
     * Ends every stream, and each that comes: its page comes back by itself, and goes on after its last message. Nobody is
     * waited for: a page that reads nothing would hold up the end of all others.
     */
    void end() {
        ending = true;
        if (beat != null) {
            beat.cancel(false);
        }
        open.keySet().forEach(stream -> Thread.ofVirtual().start(stream::close));
    }

    /**
     * Keeps a place for a stream.
     *
     * @param session its name, not its secret
     * @return gives the place back
     * @throws GuichetException {@link ProblemCode#RATE_LIMITED} where the session or the address has all that it may have;
     *     whoever left is noticed with the next beat
     */
    Runnable placeFor(String session, String address) {
        return Objects.requireNonNull(places)
                .take(session, address)
                .orElseThrow(() -> GuichetException.retryAfter(
                        ProblemCode.RATE_LIMITED,
                        "Enough streams are open from here. Close one, or ask for the messages instead.",
                        Duration.ofSeconds(BEAT_SECONDS)));
    }

    void enter(ConversationStream stream) {
        open.put(stream, Math.floorMod(entered.getAndIncrement(), BEAT_SECONDS));
        if (ending) {
            stream.close();
        }
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

    /** One second of it. */
    void beat() {
        var now = Math.floorMod(seconds.getAndIncrement(), BEAT_SECONDS);
        open.forEach((stream, second) -> {
            if (second == now) {
                beat(stream);
            }
        });
    }

    /** What goes wrong with one must not end the heart of all. */
    private static void beat(ConversationStream stream) {
        try {
            stream.beat();
        } catch (RuntimeException e) {
            LOG.warn("GUI0605 a stream could not be kept awake, and was closed", e);
            stream.close();
        }
    }
}
