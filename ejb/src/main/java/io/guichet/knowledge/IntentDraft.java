package io.guichet.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent as somebody wants it.
 *
 * @param sector whose agents know it, e.g. {@code restaurant}
 * @param name in lower case with hyphens; one that the sector brings, too, stands instead of it
 * @param locale {@code fr} or {@code en}; French where nothing is said
 * @param examples sentences that mean it, 1 to 50
 * @param answer what is said to it; null leaves that to the agent
 * @param escalates whether a person has to go on; no where nothing is said
 * @param isActive whether it is looked for; yes where nothing is said
 */
public record IntentDraft(
        @Nullable String sector,
        @Nullable String name,
        @Nullable String locale,
        @Nullable List<@Nullable String> examples,
        @Nullable String answer,
        @Nullable Boolean escalates,
        @Nullable Boolean isActive) {}
