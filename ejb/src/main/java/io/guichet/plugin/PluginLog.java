package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the log says of plugins: GUI0201 to GUI0211. An id never changes its meaning. */
final class PluginLog {

    private static final Logger LOG = Logger.getLogger("io.guichet.plugin");

    private PluginLog() {}

    static void watching(Path folder) {
        LOG.infof("GUI0201 plugins are looked for in %s", folder);
    }

    static void loaded(String file, String id, @Nullable String version, List<Capability> capabilities) {
        LOG.infof("GUI0202 plugin %s %s loaded from %s: %s", id, printed(version), file, capabilities);
    }

    static void replaced(String file, String id, @Nullable String before, @Nullable String version) {
        LOG.infof("GUI0203 plugin %s %s replaced by %s from %s", id, printed(before), printed(version), file);
    }

    static void removed(String file, String id, @Nullable String version) {
        LOG.infof("GUI0204 plugin %s %s removed with %s", id, printed(version), file);
    }

    static void quarantined(String file, Refused refused) {
        LOG.warnf("GUI0205 plugin %s quarantined, %s: %s", file, refused.reason(), refused.text());
        if (refused.trace() != null) {
            LOG.infof("GUI0206 plugin %s threw %s", file, refused.trace());
        }
    }

    static void closeFailed(String id, String words) {
        LOG.warnf("GUI0207 plugin %s failed to close, and is closed all the same: %s", id, words);
    }

    static void closeIsLate(String id) {
        LOG.warnf("GUI0208 plugin %s does not end its close; it is interrupted and left alone", id);
    }

    static void notReleased(Path copy, Exception e) {
        LOG.warnf(e, "GUI0209 the private copy %s of a plugin could not be thrown away", copy);
    }

    static void scanFailed(Path folder, Throwable e) {
        LOG.errorf(e, "GUI0210 %s could not be looked through; the plugins stay as they are", folder);
    }

    static void stoppedBeforeAllClosed(Duration patience) {
        LOG.warnf("GUI0211 the server stops, and not every plugin was closed within %s ms", patience.toMillis());
    }

    private static String printed(@Nullable String version) {
        return version == null ? "(no version)" : version;
    }
}
