package io.guichet.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this node remembers of known sentences: the places that were asked last, as many as are worth it. A place's name
 * holds its tenant, so that nobody finds another's; what changed since is not found.
 */
@ApplicationScoped
class KnownShelves {

    static final int MOST_PHRASES = 20_000;

    private final Map<String, KnownShelf> shelves = new LinkedHashMap<>(64, 0.75f, true);
    private int phrases;

    /** The shelf of a place in this version, read if it is not remembered. */
    KnownShelf of(String place, long version, Supplier<KnownShelf> reading) {
        return remembered(place, version).orElseGet(() -> {
            var shelf = reading.get();
            remember(place, shelf);
            return shelf;
        });
    }

    private synchronized Optional<KnownShelf> remembered(String place, long version) {
        return Optional.ofNullable(shelves.get(place)).filter(shelf -> shelf.version() == version);
    }

    private synchronized void remember(String place, KnownShelf shelf) {
        forget(place);
        shelves.put(place, shelf);
        phrases += weight(shelf);
        while (phrases > MOST_PHRASES && shelves.size() > 1) {
            forget(shelves.keySet().iterator().next());
        }
    }

    private void forget(String place) {
        var gone = shelves.remove(place);
        if (gone != null) {
            phrases -= weight(gone);
        }
    }

    /** An empty shelf takes room, too. */
    private static int weight(KnownShelf shelf) {
        return 1 + shelf.entries().stream().mapToInt(e -> e.phrases().size()).sum();
    }
}
