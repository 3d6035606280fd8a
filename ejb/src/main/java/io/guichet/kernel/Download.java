package io.guichet.kernel;

import java.util.Map;

/** What became of a page or a file that was to be read from a tenant's URL. */
public sealed interface Download {

    /**
     * The server answered, with whatever status.
     *
     * @param headers by lower-case name; of several the last
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, Map<String, String> headers, byte[] body) implements Download {

        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /** The answer is longer than was asked for. */
    record TooLarge() implements Download {}

    /** The address may not be used; nothing was sent. */
    record Refused(String reason) implements Download {}

    /**
     * There was no answer.
     *
     * @param diagnostic words for the owner of the URL
     */
    record Failed(String diagnostic) implements Download {}
}
