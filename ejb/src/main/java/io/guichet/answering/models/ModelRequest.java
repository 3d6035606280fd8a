package io.guichet.answering.models;

import io.guichet.spi.model.Prompt;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param jsonSchema that the answer must satisfy, or null for free text
 * @param atMost all tries together
 */
public record ModelRequest(
        ModelChoice choice,
        String system,
        List<Prompt.Message> messages,
        @Nullable String jsonSchema,
        Duration atMost) {
    public ModelRequest {
        messages = List.copyOf(messages);
    }
}
