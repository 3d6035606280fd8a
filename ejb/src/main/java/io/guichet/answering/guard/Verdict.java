package io.guichet.answering.guard;

import java.util.List;

/** What the guard says of a reply. */
public sealed interface Verdict {

    /** It may go as it is. */
    record Accepted(String text) implements Verdict {}

    /**
     * It may go without what was taken out.
     *
     * @param what was taken out, e.g. {@code link}
     */
    record Repaired(String text, List<String> what) implements Verdict {
        public Repaired {
            what = List.copyOf(what);
        }
    }

    /**
     * It may not go.
     *
     * @param why {@code empty}, {@code prompt_leak}, {@code encoded}, {@code denies_ai}, {@code amount} or {@code contact}
     */
    record Refused(String why) implements Verdict {}
}
