package io.guichet.knowledge.extraction;

import java.util.List;

/** What became of a document that was to be taken apart. */
public sealed interface Extraction {

    record Taken(List<Block> blocks) implements Extraction {
        public Taken {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Nothing can be made of it, now or later.
     *
     * @param reason for whoever sent it
     */
    record Refused(String reason) implements Extraction {}
}
