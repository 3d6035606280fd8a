package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Few files are unpacked at a time, one of a tenant, and few wait for that: whoever sends many takes his own time, and not
 * that of others, nor the node's memory or its threads.
 */
final class Turn {

    static final Turn OF_ALL = new Turn();

    /** As many as a conversation has: all of them may come at once. */
    static final int MOST_WAITING_OF_ONE = 10;

    private static final int MOST_WAITING = 20;
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition moved = lock.newCondition();

    /** In the order in which they came. */
    private final List<Ticket> waiting = new ArrayList<>();

    private final List<Ticket> inside = new ArrayList<>();

    /**
     * @param owner whose file it is
     * @param heavy whether it takes many times its size in memory: such come one at a time
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if others take too long, or many wait already
     */
    <T> T in(String owner, boolean heavy, Supplier<T> work) {
        var ticket = new Ticket(owner, heavy);
        if (!came(ticket)) {
            throw GuichetException.retryAfter(
                    ProblemCode.UNAVAILABLE, "Many files come at once; send it again.", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            moved(ticket, inside);
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean came(Ticket ticket) {
        lock.lock();
        try {
            if (waiting.size() >= MOST_WAITING
                    || waiting.stream().filter(ticket::isOfSameOwner).count() >= MOST_WAITING_OF_ONE) {
                return false;
            }
            waiting.add(ticket);
            var patience = PATIENCE.toNanos();
            while (next() != ticket) {
                if (patience <= 0) {
                    return false;
                }
                patience = moved.awaitNanos(patience);
            }
            return inside.add(ticket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            moved(ticket, waiting);
            lock.unlock();
        }
    }

    private void moved(Ticket ticket, List<Ticket> from) {
        lock.lock();
        try {
            from.remove(ticket);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first that there is room for, or null. */
    private @Nullable Ticket next() {
        return waiting.stream().filter(this::hasRoom).findFirst().orElse(null);
    }

    private boolean hasRoom(Ticket ticket) {
        Predicate<Ticket> inTheWay = other -> ticket.isOfSameOwner(other) || ticket.heavy && other.heavy;
        return inside.size() < AT_A_TIME && inside.stream().noneMatch(inTheWay);
    }

    /** One file; no two are equal. */
    private static final class Ticket {

        private final String owner;
        private final boolean heavy;

        Ticket(String owner, boolean heavy) {
            this.owner = owner;
            this.heavy = heavy;
        }

        boolean isOfSameOwner(Ticket other) {
            return owner.equals(other.owner);
        }
    }
}
