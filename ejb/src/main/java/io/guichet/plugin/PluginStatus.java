package io.guichet.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one plugin does. Where a new version was quarantined and the one before it goes on, a file has two of these.
 *
 * @param file the name of the JAR or folder
 * @param id what the plugin calls itself; null where it never came to say so
 * @param version the manifest's Implementation-Version, or null where there is none
 * @param since when it came into this state
 */
public record PluginStatus(
        String file, @Nullable String id, @Nullable String version, State state, Instant since) {

    public PluginStatus {
        Objects.requireNonNull(file);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
    }

    public boolean isActive() {
        return state instanceof State.Active;
    }

    /** What a plugin may be. */
    public sealed interface State {

        /** It is in use. */
        record Active(List<Capability> capabilities) implements State {
            public Active {
                capabilities = List.copyOf(capabilities);
            }
        }

        /**
         * It was not let in. It is tried again when its file changes, or when the plugin that it is in conflict with
         * goes.
         *
         * @param text what its author needs to know, in English
         */
        record Quarantined(QuarantineReason reason, String text) implements State {}
    }

    /**
     * One thing that a plugin offers.
     *
     * @param name e.g. {@code artisan}
     */
    public record Capability(Kind kind, String name) {

        /** As logs and problems print it, e.g. {@code sector artisan}. */
        @Override
        public String toString() {
            return kind.word + " " + name;
        }
    }

    /** What can be offered. */
    public enum Kind {
        SECTOR("sector"),
        CHANNEL("channel"),
        MODEL("model");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }
}
