package io.guichet.answering.models;

import io.guichet.spi.model.Prompt;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param system instructions
 * @param messages the conversation, oldest first
 * @param jsonSchema what the answer must satisfy, or null for free text; whether it does is for the caller to check
 * @param atMost how long all of it may take, the fallback included
 */
public record ModelRequest(
        ModelChoice choice,
        String system,
        List<Prompt.Message> messages,
        @Nullable String jsonSchema,
        Duration atMost) {

    public ModelRequest {
        messages = List.copyOf(messages);
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("no time to ask: " + atMost);
        }
    }
}
