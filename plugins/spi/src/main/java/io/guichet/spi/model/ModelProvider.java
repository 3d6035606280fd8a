package io.guichet.spi.model;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import java.util.List;
import java.util.function.Consumer;

/** Calls language models of one kind of server. Called from many threads at once; blocks until the model answered. */
public interface ModelProvider {

    /**
     * Names the provider in an agent's configuration.
     *
     * @return lower-case letters, digits and hyphens, e.g. {@code ollama}
     */
    String name();

    /** What must be set before it works: host, key. */
    List<ConfigProperty> settings();

    /**
     * Asks for one completion.
     *
     * @throws ModelUnavailable if the model cannot be reached, is overloaded or does not answer in time
     */
    Completion complete(Settings settings, Prompt prompt) throws ModelUnavailable;

    /**
     * Asks for one completion and passes its text on as it is written.
     *
     * @param onText receives each new piece of text, in order, on the calling thread
     * @throws ModelUnavailable as {@link #complete}; pieces passed on before stay passed on
     */
    default Completion stream(Settings settings, Prompt prompt, Consumer<String> onText) throws ModelUnavailable {
        var completion = complete(settings, prompt);
        onText.accept(completion.text());
        return completion;
    }
}
