package io.guichet.plugin;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.Config;

/**
 * Where plugins are looked for, and how.
 *
 * @param folder what is watched
 * @param copies where private copies are kept; emptied at each start
 * @param scanInterval between two looks
 * @param startTimeout how long one plugin may take to start, and to close
 * @see "docs/configuration.md"
 */
record PluginConfig(Path folder, Path copies, Duration scanInterval, Duration startTimeout) {

    static final String FOLDER = "guichet.plugins.dir";
    static final String SCAN_INTERVAL = "guichet.plugins.scan-interval";
    static final String START_TIMEOUT = "guichet.plugins.start-timeout";

    /** The server's own: where it keeps what must outlive a restart. */
    private static final String SERVER_DATA = "jboss.server.data.dir";

    /**
     * @throws IllegalStateException if a value is bad; its name is in the message
     */
    static PluginConfig from(Config config) {
        var data = path(
                SERVER_DATA,
                config.getOptionalValue(SERVER_DATA, String.class)
                        .orElseThrow(() -> new IllegalStateException(SERVER_DATA + " is not set; the server sets it")));
        var folder = config.getOptionalValue(FOLDER, String.class)
                .map(value -> path(FOLDER, value))
                .orElseGet(() -> data.resolve("plugins"));
        return new PluginConfig(
                folder,
                data.resolve("guichet-plugin-copies"),
                duration(config, SCAN_INTERVAL, "PT2S"),
                duration(config, START_TIMEOUT, "PT10S"));
    }

    private static Path path(String name, String value) {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalStateException(name + " is not a path: " + value, e);
        }
    }

    private static Duration duration(Config config, String name, String byDefault) {
        var value = config.getOptionalValue(name, String.class).orElse(byDefault);
        try {
            var duration = Duration.parse(value);
            if (duration.compareTo(Duration.ofMillis(100)) < 0 || duration.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalStateException(name + " is not between PT0.1S and PT1H: " + value);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    name + " is not an ISO 8601 duration such as " + byDefault + ": " + value, e);
        }
    }
}
