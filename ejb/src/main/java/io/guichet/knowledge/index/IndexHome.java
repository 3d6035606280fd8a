package io.guichet.knowledge.index;

import io.guichet.knowledge.index.IndexFolder.State;
import java.util.Optional;

/** Where an index is, with a note of how far it came. */
public sealed interface IndexHome permits IndexFolder, IndexServer {

    /** Whether several nodes search this one index, of which one writes it. */
    boolean shared();

    /** What the note says; nothing where there is none. */
    Optional<State> read();

    /** Notes how far the index came, which lasts already. */
    State write(State state);

    /** Removes the index; the note first, so that half an index is none. */
    void clear();

    /** Opens the index, or makes an empty one. */
    PassageIndex open(int dimensions);
}
