package io.guichet.kernel;

import java.util.Map;
import java.util.Optional;

/** What became of a request to a tenant's URL. */
public sealed interface HttpOutcome {

    /**
     * The server answered, with whatever status.
     *
     * @param headers by lower-case name; of several the last
     * @param bodyStart at most the first 64 kB
     */
    record Answered(int status, Map<String, String> headers, String bodyStart) implements HttpOutcome {

        public Answered {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String lowerCaseName) {
            return Optional.ofNullable(headers.get(lowerCaseName));
        }
    }

    /** The address may not be used; nothing was sent. */
    record Refused(String reason) implements HttpOutcome {}

    /**
     * There was no answer. The request may have arrived.
     *
     * @param diagnostic words for the owner of the URL
     */
    record Failed(String diagnostic) implements HttpOutcome {}
}
