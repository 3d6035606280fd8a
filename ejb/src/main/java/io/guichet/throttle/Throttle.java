package io.guichet.throttle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests. The nodes share what is counted, through leases: never is more let through than a limit says; at worst
 * what other nodes leased and do not use, a tenth of it for each, is let through a window later. While the database does
 * not answer each node counts by itself. Where it holds as many windows as it may, all who are new share one for each
 * limit: a flood is neither let through nor held in memory.
 */
@ApplicationScoped
public class Throttle {

    /** Past this many windows of one minute something else is the trouble, and memory is not to be the next. */
    private static final int MOST = 200_000;

    @Inject
    SharedWindows shared;

    @Inject
    Clock clock;

    private final Map<UUID, LocalWindow> windows = new ConcurrentHashMap<>();
    private final Map<UUID, LocalWindow> overflows = new ConcurrentHashMap<>();
    private final AtomicLong looked = new AtomicLong(Long.MIN_VALUE);
    private final int most;
    private final LongAdder refused = new LongAdder();

    public Throttle() {
        this(MOST);
    }

    /**
     * @param most windows that are held at once
     */
    Throttle(int most) {
        this.most = most;
    }

    /**
     * Asks for one more.
     *
     * @param subject who is counted, e.g. an address; it is kept as a hash
     */
    public Verdict take(Limit limit, String subject) {
        var now = clock.instant();
        var key = limit.keyOf(subject);
        var window = windows.get(key);
        if (window == null && isFull(now)) {
            key = overflowOf(limit);
            window = overflows.computeIfAbsent(key, k -> new LocalWindow());
        } else if (window == null) {
            window = windows.computeIfAbsent(key, k -> new LocalWindow());
        }
        var counted = key;
        var verdict = window.take(limit, now, wanted -> shared.lease(counted, limit, wanted, now));
        if (verdict instanceof Verdict.Refused) {
            refused.increment();
        }
        return verdict;
    }

    /** Whether this node knows already that nothing is left. Counts nothing and asks nobody. */
    public Optional<Verdict.Refused> refusal(Limit limit, String subject) {
        var window = windows.get(limit.keyOf(subject));
        if (window == null && windows.size() >= most) {
            window = overflows.get(overflowOf(limit));
        }
        return window == null ? Optional.empty() : window.refusal(limit, clock.instant());
    }

    private static UUID overflowOf(Limit limit) {
        return limit.keyOf("everybody else, of " + limit.requests());
    }

    /** Looks for windows that ended, once a second: not with each request of a flood. */
    private boolean isFull(Instant now) {
        if (windows.size() < most) {
            return false;
        }
        var last = looked.get();
        var second = now.getEpochSecond();
        if (second > last && looked.compareAndSet(last, second)) {
            forget();
        }
        return windows.size() >= most;
    }

    /** Drops windows that have ended. */
    void forget() {
        var now = clock.instant();
        windows.values().removeIf(window -> window.over(now));
        overflows.values().removeIf(window -> window.over(now));
    }

    long refused() {
        return refused.sum();
    }

    long alone() {
        return shared.alone();
    }

    int windows() {
        return windows.size();
    }
}
