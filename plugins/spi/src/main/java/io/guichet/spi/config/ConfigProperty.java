package io.guichet.spi.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a plugin.
 *
 * @param name lower-case with underscores, unique within the plugin, never renamed
 * @param label what a person reads beside the field, in French
 * @param type how it is entered and checked
 * @param required whether the plugin can work without it
 * @param secret whether it is stored encrypted and never shown again
 * @param defaultValue what stands when nothing is entered
 * @param choices the values of a {@link Type#CHOICE}; empty for every other type
 */
public record ConfigProperty(
        String name,
        String label,
        Type type,
        boolean required,
        boolean secret,
        @Nullable String defaultValue,
        List<String> choices) {

    /** How a setting is entered and checked. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        URL,
        CHOICE
    }

    public ConfigProperty {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("not a setting's name: " + name);
        }
        Objects.requireNonNull(label);
        choices = List.copyOf(choices);
        if ((type == Type.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException(name + ": choices belong to a CHOICE, and to nothing else");
        }
    }
}
