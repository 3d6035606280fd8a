package io.guichet.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams each session and each address holds on this node: a visitor cannot have ten thousand. */
final class StreamPlaces {

    private final int perSession;
    private final int perAddress;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    StreamPlaces(int perSession, int perAddress) {
        this.perSession = perSession;
        this.perAddress = perAddress;
    }

    /**
     * Takes a place.
     *
     * @param session its name, not its secret
     * @return gives the place back, however often it is run; nothing where all are taken
     */
    Optional<Runnable> take(String session, String address) {
        var bySession = "session " + session;
        var byAddress = "address " + address;
        if (!add(bySession, perSession)) {
            return Optional.empty();
        }
        if (!add(byAddress, perAddress)) {
            remove(bySession);
            return Optional.empty();
        }
        var left = new AtomicBoolean();
        return Optional.of(() -> {
            if (left.compareAndSet(false, true)) {
                remove(bySession);
                remove(byAddress);
            }
        });
    }

    private boolean add(String who, int most) {
        if (held.merge(who, 1, Integer::sum) <= most) {
            return true;
        }
        remove(who);
        return false;
    }

    private void remove(String who) {
        held.computeIfPresent(who, (w, number) -> number == 1 ? null : number - 1);
    }

    int holders() {
        return held.size();
    }
}
