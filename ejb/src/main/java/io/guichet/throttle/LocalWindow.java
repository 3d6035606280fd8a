package io.guichet.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this node holds of one window: a stock that it leased and has not given out. Where the shared window cannot be
 * asked, it lets as many through as the limit says, counting its own alone.
 */
final class LocalWindow {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Instant ends;
    private int stock;
    private int sharedLeft;
    private int given;
    private boolean empty;

    /**
     * @param shared asked where the stock is used up
     */
    Verdict take(Limit limit, Instant now, Leasing shared) {
        lock.lock();
        try {
            if (ended(now)) {
                ends = null;
                stock = 0;
                given = 0;
                empty = false;
            }
            if (stock == 0 && !empty) {
                refill(limit, now, shared);
            }
            if (stock == 0) {
                return new Verdict.Refused(limit, rest(limit, now));
            }
            stock--;
            given++;
            return new Verdict.Granted(limit, stock + sharedLeft, rest(limit, now));
        } finally {
            lock.unlock();
        }
    }

    /** What would be refused without being asked for; nothing where it might not be. */
    Optional<Verdict.Refused> refusal(Limit limit, Instant now) {
        lock.lock();
        try {
            return empty && !ended(now) ? Optional.of(new Verdict.Refused(limit, rest(limit, now))) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    boolean over(Instant now) {
        lock.lock();
        try {
            return ends != null && !now.isBefore(ends);
        } finally {
            lock.unlock();
        }
    }

    private boolean ended(Instant now) {
        return ends != null && !now.isBefore(ends);
    }

    private void refill(Limit limit, Instant now, Leasing shared) {
        var lease = shared.lease(limit.lease());
        if (lease.isPresent()) {
            ends = lease.get().ends();
            stock = lease.get().granted();
            sharedLeft = Math.max(0, limit.requests() - lease.get().used());
            empty = stock == 0;
            return;
        }
        if (ends == null) {
            ends = now.plus(limit.window());
        }
        // Alone: one at a time, so that the shared window is asked again as soon as it answers.
        sharedLeft = Math.max(0, limit.requests() - given - 1);
        stock = given < limit.requests() ? 1 : 0;
    }

    private Duration rest(Limit limit, Instant now) {
        return ends == null ? limit.window() : Duration.between(now, ends);
    }

    /** Asks the shared window for some. */
    interface Leasing {
        /**
         * @return nothing where nobody answers in time
         */
        Optional<Lease> lease(int wanted);
    }

    /**
     * @param granted how many of those wanted; 0 where nothing is left
     * @param used by all nodes, those granted included
     */
    record Lease(int granted, int used, Instant ends) {}
}
