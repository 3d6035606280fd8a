package io.guichet.throttle;

import java.time.Duration;

/** What came of a request for one more. */
public sealed interface Verdict {

    Limit limit();

    /** How long until the window ends and all of it is there again. */
    Duration reset();

    /** How many more would be let through now, as far as this node knows: never more than there are. */
    int remaining();

    /** One more was let through, and counted. */
    record Granted(Limit limit, int remaining, Duration reset) implements Verdict {}

    /** Nothing is left until the window ends. */
    record Refused(Limit limit, Duration reset) implements Verdict {
        @Override
        public int remaining() {
            return 0;
        }
    }
}
