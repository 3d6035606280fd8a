package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants.
 *
 * @param name of the intent, e.g. {@code annuler-rendez-vous}
 * @param similarity to its nearest example, 0 to 1
 * @param escalates whether a person has to go on
 * @param answer what is said to it, or null
 */
public record DetectedIntent(
        String name,
        double similarity,
        boolean escalates,
        @Nullable String answer) {}
