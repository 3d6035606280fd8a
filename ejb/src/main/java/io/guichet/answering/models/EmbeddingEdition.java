package io.guichet.answering.models;

import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.TextUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which model makes vectors, so that what cannot be compared has two names: that of the configuration, with a hash of the
 * model's files where it is computed from files, of the words before its texts where there are some, and with the length of
 * its vectors where that is not the usual one. Known before any plugin is there; once it is known it stays until the server
 * stops.
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

    private static final int DIGITS = 8;

    /**
     * @param target the model to ask for
     * @param prefixes the words before its texts, by the names of their settings
     * @param name what its vectors are kept under, but for their length
     */
    private record Edition(String target, Map<String, String> prefixes, String name) {}

    private volatile @Nullable Edition known;

    private boolean told;

    /** What vectors are kept under. While files cannot be read it is a name under which there are none. */
    String name() {
        return find().map(Edition::name).orElse(config.model)
                + (config.dimensions == USUAL ? "" : "#" + config.dimensions);
    }

    /**
     * The model to ask for.
     *
     * @return nothing while it is computed from files and they cannot be read
     */
    Optional<String> target() {
        return find().map(Edition::target);
    }

    /** The words before its texts, by the names of their settings; those that are none are missing. */
    Map<String, String> prefixes() {
        return find().map(Edition::prefixes).orElse(Map.of());
    }

    private Optional<Edition> find() {
        var there = known;
        return there == null ? read() : Optional.of(there);
    }

    private synchronized Optional<Edition> read() {
        if (known == null) {
            try {
                known = edition();
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

    private Edition edition() throws IOException {
        var set = settings();
        var files = ModelFiles.of(new Settings(set));
        if (files.isPresent()) {
            PromptsOfFiles.of(files.get()).forEach(set::putIfAbsent);
        }
        var whole = new Settings(set);
        var prefixes = new HashMap<String, String>();
        for (var use : TextUse.values()) {
            Optional.of(use.prefix(whole))
                    .filter(words -> !words.isEmpty())
                    .ifPresent(words -> prefixes.put(use.setting(), words));
        }
        if (files.isPresent()) {
            var named = config.model + "@" + ModelFiles.of(whole).orElseThrow().edition();
            return new Edition(named, Map.copyOf(prefixes), named);
        }
        return new Edition(
                config.model,
                Map.copyOf(prefixes),
                config.model + (prefixes.isEmpty() ? "" : "~" + hash(new TreeMap<>(prefixes))));
    }

    private static String hash(SortedMap<String, String> prefixes) {
        var bytes = prefixes.toString().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(bytes).toString().substring(0, DIGITS);
    }

    private Map<String, String> settings() {
        var provider = config.model.substring(0, config.model.indexOf('/'));
        var set = new HashMap<String, String>();
        for (var setting : ModelFiles.SETTINGS) {
            models.setting(provider, setting)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> set.put(setting, value));
        }
        return set;
    }
}
