package io.guichet.testing;

import io.guichet.kernel.PageRequest;

/** Parts of lists, as callers ask for them. */
public final class Pages {

    private Pages() {}

    public static PageRequest first() {
        return PageRequest.of(null, null);
    }

    public static PageRequest first(int limit) {
        return PageRequest.of(limit, null);
    }

    public static PageRequest after(String cursor) {
        return PageRequest.of(null, cursor);
    }

    public static PageRequest after(String cursor, int limit) {
        return PageRequest.of(limit, cursor);
    }
}
