package io.guichet.agent;

import java.time.Duration;
import java.util.List;

/** The TXT records of a name. */
interface TxtRecords {

    /** Looks them up; asks the network. */
    Answer of(String name, Duration timeout);

    /** What the name servers said. */
    sealed interface Answer {

        /**
         * @param texts of each record the strings, put together; empty where there is no record
         */
        record Found(List<String> texts) implements Answer {
            public Found {
                texts = List.copyOf(texts);
            }
        }

        /**
         * @param diagnostic words for the owner of the domain
         */
        record Failed(String diagnostic) implements Answer {}
    }
}
