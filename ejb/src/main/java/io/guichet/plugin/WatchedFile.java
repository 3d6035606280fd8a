package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.State;
import io.guichet.plugin.isolation.PluginFile;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of one file name in the watched folder. Only the thread that scans touches it. */
final class WatchedFile {

    private final String name;
    private boolean missing;
    private @Nullable PluginFile seen;
    private @Nullable PluginFile tried;
    private @Nullable LoadedPlugin inUse;
    private @Nullable PluginStatus active;
    private @Nullable PluginStatus quarantined;

    WatchedFile(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Notes that the file is not there.
     *
     * @return whether that is so for the second time running: a file that is being replaced may be missed once
     */
    boolean isGone() {
        var gone = missing;
        missing = true;
        seen = null;
        return gone;
    }

    /**
     * Notes what the file looks like.
     *
     * @return whether it is to be tried: it looked the same the last time, so nobody is writing it, and it is new
     */
    boolean isDue(PluginFile now) {
        var settled = now.equals(seen);
        missing = false;
        seen = now;
        return settled && !now.equals(tried);
    }

    Optional<LoadedPlugin> inUse() {
        return Optional.ofNullable(inUse);
    }

    void letIn(PluginFile file, LoadedPlugin plugin, Instant now) {
        tried = file;
        inUse = plugin;
        active = new PluginStatus(
                name,
                plugin.id(),
                plugin.version(),
                new State.Active(plugin.capabilities().list()),
                now);
        quarantined = null;
    }

    /** What was in use before stays in use. */
    void keepOut(PluginFile file, Refused refused, Instant now) {
        tried = file;
        var state = new State.Quarantined(refused.reason(), refused.text());
        quarantined = new PluginStatus(name, refused.id(), refused.version(), state, now);
    }

    /** Another plugin went: where this one was in conflict, it is tried once more. */
    void tryAgainAfterConflict() {
        if (quarantined != null
                && quarantined.state() instanceof State.Quarantined state
                && state.reason().isConflict()) {
            tried = null;
        }
    }

    Stream<PluginStatus> statuses() {
        return Stream.of(Optional.ofNullable(active), Optional.ofNullable(quarantined))
                .flatMap(Optional::stream);
    }
}
