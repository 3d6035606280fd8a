package io.guichet.spi.config;

import java.util.Map;
import java.util.Optional;

/**
 * Checked settings of one plugin for one tenant.
 *
 * @param values by {@link ConfigProperty#name()}, defaults filled in
 */
public record Settings(Map<String, String> values) {

    public Settings {
        values = Map.copyOf(values);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * @throws IllegalArgumentException if there is no such setting
     */
    public String require(String name) {
        return get(name).orElseThrow(() -> new IllegalArgumentException("setting " + name + " is missing"));
    }
}
