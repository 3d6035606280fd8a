package io.guichet.answering.models;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which model makes vectors, so that what cannot be compared has two names: that of the configuration, with a hash of the
 * model's files where it is computed from files, and with the length of its vectors where that is not the usual one. Known
 * before any plugin is there; once it is known it stays until the server stops.
 */
@ApplicationScoped
class EmbeddingEdition {

    private static final Logger LOG = Logger.getLogger(EmbeddingEdition.class);

    /** What the name does not mention. */
    private static final int USUAL = 384;

    @Inject
    EmbeddingConfig config;

    @Inject
    ModelsConfig models;

    /** The model to ask for, once it is known. */
    private volatile @Nullable String known;

    private boolean told;

    /** What vectors are kept under. While files cannot be read it is a name under which there are none. */
    String name() {
        return target().orElse(config.model) + (config.dimensions == USUAL ? "" : "#" + config.dimensions);
    }

    /**
     * The model to ask for.
     *
     * @return nothing while it is computed from files and they cannot be read
     */
    Optional<String> target() {
        var there = known;
        return there == null ? find() : Optional.of(there);
    }

    private synchronized Optional<String> find() {
        if (known == null) {
            try {
                var files = files();
                known = files.isEmpty()
                        ? config.model
                        : config.model + "@" + files.get().edition();
            } catch (IOException | InvalidPathException e) {
                if (!told) {
                    LOG.warnf(
                            "GUI1311 the files of the model %s cannot be read, and documents are found by their words"
                                    + " alone until they can: %s",
                            config.model, e.getMessage());
                }
                told = true;
            }
        }
        return Optional.ofNullable(known);
    }

    private Optional<ModelFiles> files() {
        var provider = config.model.substring(0, config.model.indexOf('/'));
        var set = new HashMap<String, String>();
        for (var setting : ModelFiles.SETTINGS) {
            models.setting(provider, setting)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> set.put(setting, value));
        }
        return ModelFiles.of(new Settings(set));
    }
}
