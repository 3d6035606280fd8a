package io.guichet.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** What a node remembers because it was needed lately. It forgets what it can find or work out again, and nothing else. */
public final class Lately {

    private Lately() {}

    /** Remembers at most so many; what is rarely asked for goes first. Whoever asks also tidies: no thread of its own. */
    public static <K, V> Cache<K, V> atMost(int entries) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .executor(Runnable::run)
                .build();
    }
}
