package io.guichet.plugin;

import io.guichet.plugin.isolation.PluginClassLoader;
import io.guichet.plugin.isolation.PluginFile;
import io.guichet.plugin.isolation.PluginThread;
import io.guichet.plugin.isolation.PrivateCopies;
import io.guichet.spi.Plugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts one plugin from a private copy, in a class loader and on a thread of its own. */
final class PluginLoader {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

    private final PrivateCopies copies;
    private final Duration timeLimit;

    /**
     * @param timeLimit how long a plugin may take to start, and to close
     */
    PluginLoader(PrivateCopies copies, Duration timeLimit) {
        this.copies = copies;
        this.timeLimit = timeLimit;
    }

    /**
     * Starts a plugin.
     *
     * @return nothing where the file changed meanwhile: it is too early to say
     * @throws Refused if it must be quarantined
     */
    Optional<LoadedPlugin> load(PluginFile file) throws Refused, InterruptedException {
        Path copy;
        try {
            copy = copies.copy(file);
        } catch (IOException e) {
            if (!file.isUnchanged()) {
                return Optional.empty();
            }
            throw new Refused(QuarantineReason.UNREADABLE, e.toString());
        }
        if (!file.isUnchanged()) {
            delete(copy);
            return Optional.empty();
        }
        return Optional.of(start(file.name(), copy));
    }

    private LoadedPlugin start(String name, Path copy) throws Refused, InterruptedException {
        PluginArchive archive;
        PluginClassLoader loader;
        try {
            archive = PluginArchive.read(copy);
            loader = new PluginClassLoader(name, archive.classPath(), Plugin.class.getClassLoader());
        } catch (Refused e) {
            delete(copy);
            throw e;
        }
        Runnable release = () -> release(loader, copy);
        try {
            return PluginThread.call(
                    "guichet-plugin-start-" + name, loader, timeLimit, () -> enter(archive, loader, release), release);
        } catch (TimeoutException e) {
            throw new Refused(
                            QuarantineReason.START_TIMED_OUT,
                            "it had not started after " + timeLimit.toMillis() + " ms")
                    .of(null, archive.version());
        } catch (ExecutionException e) {
            release.run();
            throw refusal(e.getCause()).of(null, archive.version());
        }
    }

    /** What a plugin's thread ended with: no refusal only where there was no memory left to word one. */
    private static Refused refusal(@Nullable Throwable thrown) {
        return thrown instanceof Refused refused
                ? refused
                : new Refused(
                        QuarantineReason.START_FAILED,
                        Objects.requireNonNull(thrown).getClass().getName());
    }

    /** All of a plugin's start that runs its own code. */
    @SuppressWarnings("CatchThrowable") // a LinkageError or StackOverflowError of a plugin concerns that plugin alone
    private LoadedPlugin enter(PluginArchive archive, PluginClassLoader loader, Runnable release) throws Refused {
        try {
            var plugin = entryPoint(loader);
            try {
                var id = plugin.id();
                if (id == null || !ID.matcher(id).matches()) {
                    throw new Refused(
                            QuarantineReason.INVALID_ID,
                            "the id is not 1 to 64 lower-case letters, digits and hyphens: " + id);
                }
                var capabilities = Capabilities.of(plugin);
                return new LoadedPlugin(id, archive.version(), plugin, capabilities, loader, timeLimit, release);
            } catch (Throwable thrown) {
                closeRefused(loader.getName(), plugin);
                throw thrown;
            }
        } catch (Refused refused) {
            throw refused;
        } catch (Throwable thrown) {
            throw Refused.because(thrown);
        }
    }

    private static Plugin entryPoint(PluginClassLoader loader) throws Refused {
        var found = ServiceLoader.load(Plugin.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .toList();
        return switch (found.size()) {
            case 0 ->
                throw new Refused(
                        QuarantineReason.NO_ENTRY_POINT,
                        "no class of its own is named in META-INF/services/" + Plugin.class.getName());
            case 1 -> found.getFirst().get();
            default ->
                throw new Refused(
                        QuarantineReason.SEVERAL_ENTRY_POINTS,
                        found.size() + " classes are named in META-INF/services/" + Plugin.class.getName());
        };
    }

    @SuppressWarnings("CatchThrowable") // why it is refused counts, not what it throws on its way out
    private static void closeRefused(String name, Plugin plugin) {
        try {
            plugin.close();
        } catch (Throwable thrown) {
            PluginLog.closeFailed(name, Refused.wordsOf(thrown));
        }
    }

    private void release(PluginClassLoader loader, Path copy) {
        try {
            loader.close();
        } catch (IOException e) {
            PluginLog.notReleased(copy, e);
        }
        delete(copy);
    }

    private void delete(Path copy) {
        try {
            copies.delete(copy);
        } catch (IOException e) {
            PluginLog.notReleased(copy, e);
        }
    }
}
