package io.guichet.plugin;

import io.guichet.plugin.isolation.PluginFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The watched folder and the plugins that came out of it. Whoever calls {@link #scan} decides how often: what looks the
 * same in two scans is tried, what is missing in two scans goes. A new version is in use before the old one is closed.
 */
final class PluginDirectory {

    private final Path folder;
    private final PluginLoader loader;
    private final Clock clock;
    private final SortedMap<String, WatchedFile> files = new TreeMap<>();
    private final List<CompletableFuture<?>> closing = new ArrayList<>();
    private int scans;
    private boolean listed = true;
    private boolean closed;
    private volatile boolean ready;
    private volatile Catalogue catalogue = Catalogue.EMPTY;

    PluginDirectory(Path folder, PluginLoader loader, Clock clock) {
        this.folder = folder;
        this.loader = loader;
        this.clock = clock;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Whether every plugin that was there at the start is in use or in quarantine. */
    boolean ready() {
        return ready;
    }

    /**
     * Looks once. Where the folder cannot be listed, all stays as it is.
     *
     * @throws InterruptedException if the server stops meanwhile
     */
    synchronized void scan() throws InterruptedException {
        if (closed) {
            return;
        }
        SortedMap<String, PluginFile> present;
        try {
            present = PluginFile.in(folder);
        } catch (IOException e) {
            if (listed) {
                PluginLog.scanFailed(folder, e);
            }
            listed = false;
            return;
        }
        listed = true;
        var leaving = leaving(present);
        if (!leaving.isEmpty()) {
            files.values().forEach(WatchedFile::tryAgainAfterConflict);
        }
        for (var file : present.values()) {
            var watched = files.computeIfAbsent(file.name(), WatchedFile::new);
            if (watched.isDue(file)) {
                tryOut(watched, file, leaving);
            }
        }
        leaving.forEach(this::remove);
        publish();
        closing.removeIf(CompletableFuture::isDone);
        scans++;
        ready = scans >= 2; // the first scan cannot tell a whole file from one that is being written
    }

    /**
     * Closes every plugin, and waits a while for calls under way.
     *
     * @throws InterruptedException if the waiting is interrupted; the plugins close all the same
     */
    synchronized void close(Duration patience) throws InterruptedException {
        closed = true;
        ready = false;
        var inUse = catalogue.inUse();
        files.clear();
        publish();
        inUse.forEach(this::retire);
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            PluginLog.stoppedBeforeAllClosed(patience);
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing a plugin never fails", e);
        }
    }

    private List<WatchedFile> leaving(SortedMap<String, PluginFile> present) {
        var leaving = new ArrayList<WatchedFile>();
        for (var watched : files.values()) {
            if (!present.containsKey(watched.name()) && watched.isGone()) {
                leaving.add(watched);
            }
        }
        return leaving;
    }

    private void tryOut(WatchedFile watched, PluginFile file, List<WatchedFile> leaving) throws InterruptedException {
        try {
            var loaded = loader.load(file);
            if (loaded.isPresent()) {
                letIn(watched, file, loaded.get(), leaving);
            }
        } catch (Refused refused) {
            watched.keepOut(file, refused, clock.instant());
            PluginLog.quarantined(file.name(), refused);
        }
    }

    private void letIn(WatchedFile watched, PluginFile file, LoadedPlugin loaded, List<WatchedFile> leaving)
            throws Refused {
        refuseConflicts(watched, loaded, leaving);
        var before = new ArrayList<LoadedPlugin>();
        watched.inUse().ifPresent(before::add);
        for (var old : List.copyOf(leaving)) {
            if (old.inUse().filter(loaded::isInConflictWith).isPresent()) {
                old.inUse().ifPresent(before::add);
                files.remove(old.name());
                leaving.remove(old);
            }
        }
        watched.letIn(file, loaded, clock.instant());
        publish();
        report(file.name(), loaded, before);
        if (!before.isEmpty()) {
            before.forEach(this::retire);
            files.values().forEach(WatchedFile::tryAgainAfterConflict);
        }
    }

    /** What was loaded may only displace what its own file held, or what is leaving. */
    private void refuseConflicts(WatchedFile watched, LoadedPlugin loaded, List<WatchedFile> leaving) throws Refused {
        for (var other : files.values()) {
            if (other == watched || leaving.contains(other) || other.inUse().isEmpty()) {
                continue;
            }
            var rival = other.inUse().get();
            if (rival.isInConflictWith(loaded)) {
                retire(loaded);
                throw conflict(other.name(), rival, loaded).of(loaded.id(), loaded.version());
            }
        }
    }

    private static Refused conflict(String file, LoadedPlugin rival, LoadedPlugin loaded) {
        if (rival.id().equals(loaded.id())) {
            return new Refused(QuarantineReason.DUPLICATE_ID, file + " already has the id " + rival.id());
        }
        return new Refused(QuarantineReason.DUPLICATE_CAPABILITY, file + " already offers " + rival.sharedWith(loaded));
    }

    private static void report(String file, LoadedPlugin loaded, List<LoadedPlugin> before) {
        var replaced =
                before.stream().filter(old -> old.id().equals(loaded.id())).findFirst();
        replaced.ifPresentOrElse(
                old -> PluginLog.replaced(file, loaded.id(), old.version(), loaded.version()),
                () -> PluginLog.loaded(
                        file,
                        loaded.id(),
                        loaded.version(),
                        loaded.capabilities().list()));
        before.stream()
                .filter(old -> !old.id().equals(loaded.id()))
                .forEach(old -> PluginLog.removed(file, old.id(), old.version()));
    }

    private void remove(WatchedFile gone) {
        files.remove(gone.name());
        publish();
        gone.inUse().ifPresent(plugin -> {
            retire(plugin);
            PluginLog.removed(gone.name(), plugin.id(), plugin.version());
        });
    }

    private void retire(LoadedPlugin plugin) {
        closing.add(plugin.retire());
    }

    private void publish() {
        catalogue = new Catalogue(
                files.values().stream().flatMap(file -> file.inUse().stream()).toList(),
                files.values().stream().flatMap(WatchedFile::statuses).toList());
    }
}
