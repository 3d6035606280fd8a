package io.guichet.plugin;

import io.guichet.plugin.isolation.PrivateCopies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Puts the plain parts together for the server. */
@ApplicationScoped
class PluginWiring {

    @Produces
    @Singleton
    PluginConfig config(Config config) {
        return PluginConfig.from(config);
    }

    /**
     * @throws IllegalStateException if a folder cannot be made
     */
    @Produces
    @Singleton
    PluginDirectory directory(PluginConfig config, Clock clock) {
        try {
            Files.createDirectories(config.folder());
        } catch (IOException e) {
            throw new IllegalStateException(
                    PluginConfig.FOLDER + " is not a folder and cannot be made: " + config.folder(), e);
        }
        try {
            var copies = new PrivateCopies(config.copies());
            return new PluginDirectory(config.folder(), new PluginLoader(copies, config.startTimeout()), clock);
        } catch (IOException e) {
            throw new IllegalStateException("private copies of plugins cannot be kept in " + config.copies(), e);
        }
    }
}
