package io.guichet.throttle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests. The nodes share what is counted, through leases: never is more let through than a limit says; at worst
 * what other nodes leased and do not use, a tenth of it for each, is let through a window later. While the database does
 * not answer each node counts by itself.
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
    private final LongAdder refused = new LongAdder();

    /**
     * Asks for one more.
     *
     * @param subject who is counted, e.g. an address; it is kept as a hash
     */
    public Verdict take(Limit limit, String subject) {
        var key = limit.keyOf(subject);
        var now = clock.instant();
        var window = windows.get(key);
        if (window == null) {
            if (windows.size() >= MOST) {
                forget();
            }
            if (windows.size() >= MOST) {
                return new Verdict.Granted(limit, 0, Duration.ZERO);
            }
            window = windows.computeIfAbsent(key, k -> new LocalWindow());
        }
        var verdict = window.take(limit, now, wanted -> shared.lease(key, limit, wanted, now));
        if (verdict instanceof Verdict.Refused) {
            refused.increment();
        }
        return verdict;
    }

    /** Whether this node knows already that nothing is left. Counts nothing and asks nobody. */
    public Optional<Verdict.Refused> refusal(Limit limit, String subject) {
        var window = windows.get(limit.keyOf(subject));
        return window == null ? Optional.empty() : window.refusal(limit, clock.instant());
    }

    /** Drops windows that have ended. */
    void forget() {
        var now = clock.instant();
        windows.values().removeIf(window -> window.over(now));
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
