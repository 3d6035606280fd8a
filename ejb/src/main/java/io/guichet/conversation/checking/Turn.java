package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Few files are unpacked at a time, one of a tenant, and few wait for that: whoever sends many takes his own time, and not
 * that of others, nor the node's memory or its threads. Visitors take turns; where no more may wait, one who has few there
 * takes the last place of one who has many.
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

    /** Of the last that went in. */
    private long round;

    /**
     * @param owner the tenant whose file it is
     * @param visitor who sent it
     * @param heavy whether it takes many times its size in memory: such come one at a time
     * @throws GuichetException {@link ProblemCode#UNAVAILABLE} if others take too long, or many wait already
     */
    <T> T in(String owner, String visitor, boolean heavy, Supplier<T> work) {
        var ticket = came(owner, visitor, heavy)
                .orElseThrow(() -> GuichetException.retryAfter(
                        ProblemCode.UNAVAILABLE, "Many files come at once; send it again.", PATIENCE));
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

    private Optional<Ticket> came(String owner, String visitor, boolean heavy) {
        lock.lock();
        try {
            var ticket = new Ticket(owner, visitor, heavy, roundFor(owner, visitor));
            return mayWait(ticket) && waited(ticket) ? Optional.of(ticket) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether its turn has come, before it took too long or somebody else had its place. */
    private boolean waited(Ticket ticket) throws InterruptedException {
        waiting.add(ticket);
        try {
            var patience = PATIENCE.toNanos();
            while (next() != ticket) {
                if (patience <= 0 || !waiting.contains(ticket)) {
                    return false;
                }
                patience = moved.awaitNanos(patience);
            }
            round = Math.max(round, ticket.round);
            return inside.add(ticket);
        } finally {
            moved(ticket, waiting);
        }
    }

    /** Whether there is a place to wait, or one could be made. */
    private boolean mayWait(Ticket ticket) {
        var ofOwner = waiting.stream().filter(ticket::isOfSameOwner).toList();
        if (ofOwner.size() >= MOST_WAITING_OF_ONE) {
            return takesPlace(ticket, ofOwner);
        }
        return waiting.size() < MOST_WAITING || takesPlace(ticket, waiting);
    }

    /** Of a crowd that is full whoever would be the last goes, if that is not he who comes. */
    private boolean takesPlace(Ticket ticket, List<Ticket> crowd) {
        var last = crowd.stream()
                .max(Comparator.comparingLong(other -> other.round))
                .filter(other -> other.round > ticket.round);
        last.ifPresent(other -> moved(other, waiting));
        return last.isPresent();
    }

    /** A visitor's first file goes in the round that is on, each other one in the round after the one before it. */
    private long roundFor(String owner, String visitor) {
        return Stream.concat(inside.stream(), waiting.stream())
                .filter(other -> other.isOf(owner, visitor))
                .mapToLong(other -> other.round + 1)
                .reduce(round, Math::max);
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

    /** The first that there is room for, of visitors in turn; or null. */
    private @Nullable Ticket next() {
        return waiting.stream()
                .filter(this::hasRoom)
                .min(Comparator.comparingLong(ticket -> ticket.round))
                .orElse(null);
    }

    private boolean hasRoom(Ticket ticket) {
        Predicate<Ticket> inTheWay = other -> ticket.isOfSameOwner(other) || ticket.heavy && other.heavy;
        return inside.size() < AT_A_TIME && inside.stream().noneMatch(inTheWay);
    }

    /** One file; no two are equal. */
    private static final class Ticket {

        private final String owner;
        private final String visitor;
        private final boolean heavy;
        private final long round;

        Ticket(String owner, String visitor, boolean heavy, long round) {
            this.owner = owner;
            this.visitor = visitor;
            this.heavy = heavy;
            this.round = round;
        }

        boolean isOfSameOwner(Ticket other) {
            return owner.equals(other.owner);
        }

        boolean isOf(String anOwner, String aVisitor) {
            return owner.equals(anOwner) && visitor.equals(aVisitor);
        }
    }
}
