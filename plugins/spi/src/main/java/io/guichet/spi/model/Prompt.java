package io.guichet.spi.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param model the model's name at its server
 * @param system instructions
 * @param messages the conversation, oldest first
 * @param temperature 0 to 2
 * @param maxTokens how much it may write; more than 0
 * @param jsonSchema the JSON Schema that the answer must satisfy, or null for free text
 */
public record Prompt(
        String model,
        String system,
        List<Message> messages,
        double temperature,
        int maxTokens,
        @Nullable String jsonSchema) {

    public Prompt {
        Objects.requireNonNull(model);
        Objects.requireNonNull(system);
        messages = List.copyOf(messages);
        if (temperature < 0 || temperature > 2 || maxTokens <= 0) {
            throw new IllegalArgumentException("temperature " + temperature + ", max tokens " + maxTokens);
        }
    }

    /** One message of the conversation. */
    public record Message(Role role, String text) {}

    /** Who said it. */
    public enum Role {
        CONTACT,
        AGENT
    }
}
