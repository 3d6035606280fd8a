package io.guichet.knowledge;

import io.guichet.kernel.PlatformCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Whether this node is the one that writes a shared index. One that dies is followed by another when its time is over. */
@ApplicationScoped
class IndexLead {

    /** Longer than one document takes, by far. */
    static final Duration TERM = Duration.ofSeconds(20);

    /** Asked for anew when so much of it is left. */
    private static final Duration LEFT = Duration.ofSeconds(10);

    @Inject
    IndexLeases leases;

    @Inject
    Clock clock;

    /** Of this process. */
    private final UUID node = UUID.randomUUID();

    private String index = "";
    private Instant until = Instant.EPOCH;

    /**
     * @throws RuntimeException if the database does not answer; nobody writes then
     */
    synchronized boolean holds(PlatformCaller caller, String wanted) {
        var now = clock.instant();
        if (wanted.equals(index) && now.isBefore(until.minus(LEFT))) {
            return true;
        }
        var next = now.plus(TERM);
        var taken = leases.take(caller, wanted, node, now, next);
        index = taken ? wanted : "";
        until = next;
        return taken;
    }
}
